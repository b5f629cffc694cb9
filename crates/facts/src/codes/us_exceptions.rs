//! Licence exceptions of the United States (part 740 of 15 CFR), by the paragraph that is
//! relied on: `RPL-a` is paragraph (a) of licence exception RPL.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// Licence exceptions of part 740, by the paragraph that is relied on.
pub(super) const US_LICENCE_EXCEPTIONS: &[CodeDefinition] = &[
    code("none", "none", "无"),
    code("LVS", "shipments of limited value", "小额货物（LVS）"),
    code("GBS", "shipments to group B", "B组国家（GBS）"),
    code(
        "SPP",
        "Syria Peace and Prosperity",
        "叙利亚和平与繁荣（SPP）",
    ),
    code(
        "TSR",
        "technology and software under restriction",
        "受限技术与软件（TSR）",
    ),
    code("APP", "computers", "计算机（APP）"),
    code(
        "TMP-tools",
        "temporary: tools of trade, (a)(1)",
        "临时：职业工具",
    ),
    code(
        "TMP-employee-technology",
        "temporary: technology of a US person's own employees, (a)(3)",
        "临时：美国人雇员使用的技术",
    ),
    code(
        "TMP-replacement-kit",
        "temporary: kits of replacement parts, (a)(4)",
        "临时：备件箱",
    ),
    code(
        "TMP-exhibition",
        "temporary: exhibition and demonstration, (a)(5)",
        "临时：展览演示",
    ),
    code(
        "TMP-inspection",
        "temporary: inspection, test, calibration, repair, (a)(6)",
        "临时：检验、测试、校准、维修",
    ),
    code(
        "TMP-containers",
        "temporary: containers, (a)(7)",
        "临时：集装箱",
    ),
    code(
        "TMP-news-media",
        "temporary: news media, (a)(9)",
        "临时：新闻媒体",
    ),
    code(
        "TMP-own-subsidiary",
        "temporary: to the exporter's own subsidiary or facility, (a)(10)",
        "临时：本公司境外子公司或设施",
    ),
    code(
        "TMP-protective-gear",
        "temporary: personal protective equipment, (a)(11)",
        "临时：个人防护装备",
    ),
    code(
        "TMP-transit",
        "temporary: in transit through the United States, (b)(1)",
        "临时：经美国过境",
    ),
    code(
        "TMP-return",
        "temporary: return of foreign goods, (b)(3)",
        "临时：退回外国货物",
    ),
    code(
        "TMP-refused",
        "temporary: goods that customs abroad refused, (b)(4)",
        "临时：被外国海关拒收的货物",
    ),
    code(
        "TMP-beta",
        "temporary: beta test software, (c)",
        "临时：测试版软件",
    ),
    code(
        "RPL-a",
        "one-for-one replacement of parts",
        "一对一更换部件（RPL(a)）",
    ),
    code(
        "RPL-b",
        "servicing and replacement of equipment",
        "维修及更换设备（RPL(b)）",
    ),
    code(
        "GOV-safeguards",
        "safeguards of the atomic agencies, GOV (a)",
        "原子能机构保障监督",
    ),
    code(
        "GOV-personal",
        "personal use by people of the US Government, GOV (b)(2)(i)",
        "美国政府人员个人使用",
    ),
    code(
        "GOV-agency",
        "to an agency of the US Government, GOV (b)(2)(ii)",
        "运往美国政府机构",
    ),
    code(
        "GOV-other",
        "for or directed by the US Government, GOV (b)(2)(iii) to (vii)",
        "为美国政府或受其指示",
    ),
    code(
        "GOV-cooperating",
        "cooperating governments, GOV (c)",
        "合作国政府",
    ),
    code(
        "GOV-OPCW",
        "the Organisation for the Prohibition of Chemical Weapons, GOV (d)",
        "禁止化学武器组织",
    ),
    code(
        "GFT",
        "gift parcels and humanitarian donations",
        "礼品包裹与人道捐赠（GFT）",
    ),
    code(
        "TSU-operation",
        "operation technology and software, TSU (a)",
        "操作技术与软件（TSU(a)）",
    ),
    code(
        "TSU-sales",
        "sales technology, TSU (b)",
        "销售技术（TSU(b)）",
    ),
    code(
        "TSU-fixes",
        "fixes of software, TSU (c)",
        "软件修正（TSU(c)）",
    ),
    code(
        "TSU-mass-market",
        "mass-market software, TSU (d)",
        "大众市场软件（TSU(d)）",
    ),
    code(
        "TSU-university",
        "to full-time employees of US universities, TSU (f)",
        "美国大学全职雇员（TSU(f)）",
    ),
    code(
        "TSU-copies",
        "copies of software, TSU (g)",
        "软件副本（TSU(g)）",
    ),
    code("BAG", "baggage", "行李（BAG）"),
    code(
        "BAG-firearms",
        "shotguns and ammunition as baggage, BAG (e)",
        "行李中的枪支弹药（BAG(e)）",
    ),
    code(
        "BAG-protective-gear",
        "protective equipment as baggage, BAG (h)",
        "行李中的防护装备（BAG(h)）",
    ),
    code(
        "AVS-aircraft",
        "aircraft on temporary sojourn, AVS (a)",
        "临时停留航空器（AVS(a)）",
    ),
    code(
        "AVS-spares",
        "spares and stores of aircraft and vessels, AVS (b) and (c)",
        "航空器与船舶备件、物料（AVS(b)(c)）",
    ),
    code(
        "AVS-vessel",
        "vessels on temporary sojourn, AVS (d)",
        "临时停留船舶（AVS(d)）",
    ),
    code(
        "AVS-cargo",
        "cargo in transit through Cuba, AVS (e)",
        "经古巴过境货物（AVS(e)）",
    ),
    code(
        "AVS-spacecraft",
        "spacecraft of universities, AVS (f)",
        "大学航天器（AVS(f)）",
    ),
    code(
        "APR-a",
        "re-export from group A:1",
        "自A:1组再出口（APR(a)）",
    ),
    code(
        "APR-b",
        "re-export within group A:1",
        "A:1组之间再出口（APR(b)）",
    ),
    code("APR-other", "another paragraph of APR", "APR其他款项"),
    code(
        "ENC-internal",
        "encryption: internal development, (a)(1)",
        "加密：内部研发（(a)(1)）",
    ),
    code(
        "ENC-subsidiary",
        "encryption: to US subsidiaries, (a)(2)",
        "加密：美国子公司（(a)(2)）",
    ),
    code(
        "ENC-b-1",
        "encryption: self-classified, (b)(1)",
        "加密：自行归类（(b)(1)）",
    ),
    code(
        "ENC-b-2",
        "encryption: classified by the authority, (b)(2)",
        "加密：经归类（(b)(2)）",
    ),
    code(
        "ENC-b-3",
        "encryption: classified by the authority, (b)(3)",
        "加密：经归类（(b)(3)）",
    ),
    code("AGR", "agricultural goods to Cuba", "对古巴农产品（AGR）"),
    code(
        "CCD",
        "consumer communications devices",
        "消费通信设备（CCD）",
    ),
    code(
        "STA-c-1",
        "strategic trade authorisation, group A:5",
        "战略贸易许可A:5组（STA(c)(1)）",
    ),
    code(
        "STA-c-2",
        "strategic trade authorisation, group A:6",
        "战略贸易许可A:6组（STA(c)(2)）",
    ),
    code("SCP", "support for the Cuban people", "支持古巴人民（SCP）"),
    code(
        "ACE",
        "authorised cybersecurity exports",
        "授权网络安全出口（ACE）",
    ),
    code("MED", "medical devices", "医疗器械（MED）"),
    code(
        "IEC",
        "implemented export controls",
        "已实施出口管制国家（IEC）",
    ),
    code(
        "computing-exceptions",
        "one of the exceptions for chips and computers: NAC, ACA, HBM, RFF, AIA, ACM, LPP",
        "芯片与计算类例外：NAC、ACA、HBM、RFF、AIA、ACM、LPP",
    ),
];
