//! Codes of the Union's dual-use regulation and of the law of the United Kingdom.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// Uses that set off a control whatever the item is.
pub(super) const CONTROLLED_USES: &[CodeDefinition] = &[
    code(
        "wmd",
        "chemical, biological or nuclear weapons, or missiles able to carry them",
        "化学、生物、核武器或能够运载其的导弹",
    ),
    code(
        "arms-incorporation",
        "incorporation into items of the military list",
        "装入军品清单物项",
    ),
    code(
        "arms-production-equipment",
        "equipment to make, test or analyse items of the military list, or parts of such equipment",
        "用于军品研制、生产、维护的生产、测试、分析设备及其部件",
    ),
    code(
        "arms-unfinished-products",
        "unfinished products in a plant that makes items of the military list",
        "军品生产厂所用未成品",
    ),
    code(
        "parts-of-unlicensed-arms",
        "parts of military items that were exported without or against an authorisation",
        "未经或违反授权出口的军品的零部件",
    ),
    code("internal-repression", "internal repression", "国内镇压"),
    code(
        "human-rights-violations",
        "serious violations of human rights or of international humanitarian law",
        "严重侵犯人权或违反国际人道法",
    ),
    code(
        "rights-and-freedoms",
        "violations of human rights, democratic principles or the freedom of expression",
        "侵犯人权、民主原则或言论自由",
    ),
    code(
        "public-security",
        "concern for public security, terrorism included",
        "公共安全关切（含恐怖主义）",
    ),
    code(
        "security-service",
        "use by, or for, a government for military, police, intelligence or other security ends",
        "政府的军事、警察、情报等安全用途",
    ),
];

/// On what occasion something leaves.
pub(super) const SHIPMENT_OCCASIONS: &[CodeDefinition] = &[
    code("sale", "sale, lease or gift", "销售、租赁或赠与"),
    code(
        "return-after-repair",
        "return after maintenance or repair",
        "维护或修理后返还",
    ),
    code(
        "replacement",
        "replacement of the same kind and number for what came in",
        "同质同量更换",
    ),
    code(
        "fair",
        "temporary export to an exhibition or fair",
        "展会临时出口",
    ),
    code(
        "within-group",
        "transfer inside a group of companies",
        "集团内部转移",
    ),
    code("other", "another occasion", "其他事由"),
];

/// Union general export authorisations.
pub(super) const EU_GENERAL_AUTHORISATIONS: &[CodeDefinition] = &[
    code(
        "EU001",
        "Union general export authorisation EU001",
        "欧盟通用出口授权EU001",
    ),
    code(
        "EU002",
        "Union general export authorisation EU002",
        "欧盟通用出口授权EU002",
    ),
    code(
        "EU003",
        "Union general export authorisation EU003",
        "欧盟通用出口授权EU003",
    ),
    code(
        "EU004",
        "Union general export authorisation EU004",
        "欧盟通用出口授权EU004",
    ),
    code(
        "EU005",
        "Union general export authorisation EU005",
        "欧盟通用出口授权EU005",
    ),
    code(
        "EU006",
        "Union general export authorisation EU006",
        "欧盟通用出口授权EU006",
    ),
    code(
        "EU007",
        "Union general export authorisation EU007",
        "欧盟通用出口授权EU007",
    ),
    code(
        "EU008",
        "Union general export authorisation EU008",
        "欧盟通用出口授权EU008",
    ),
];

/// What bars Union general export authorisation EU004.
pub(super) const EU_FAIR_BARS: &[CodeDefinition] = &[
    code(
        "classified",
        "it is classified EU CONFIDENTIAL or higher",
        "定密为欧盟机密或以上",
    ),
    code(
        "return-not-guaranteed",
        "its return in the original state cannot be guaranteed",
        "无法保证原状返回",
    ),
    code(
        "technology-transfer",
        "technology is passed on with the presentation",
        "演示时转移技术",
    ),
    code("private-show", "a private presentation", "私人展示"),
    code(
        "production-process",
        "it is merged into a production process",
        "并入生产过程",
    ),
    code(
        "intended-use",
        "it is used for its purpose beyond what a demonstration needs",
        "超出演示所需的使用",
    ),
    code(
        "commercial-transaction",
        "it leaves on a sale, rental or lease",
        "因销售、出租或租赁而出口",
    ),
    code(
        "stored-for-sale",
        "it is only stored at the fair for sale",
        "仅为销售而在展会存放",
    ),
    code(
        "out-of-control",
        "the exporter gives up control of it",
        "出口方失去控制",
    ),
];

/// Terms of Union general export authorisations EU007 and EU008.
pub(super) const EU_TERMS: &[CodeDefinition] = &[
    code(
        "group-owned",
        "the recipient is wholly owned and controlled by the exporter or by its parent",
        "接收方由出口方或其母公司全资拥有并控制",
    ),
    code(
        "parent-in-allowed-country",
        "the parents are in the Union or in a country of EU001",
        "母公司位于欧盟或EU001国家",
    ),
    code(
        "guarantee",
        "the parent guarantees the compliance of the sister company, or the recipient is the exporter's own subsidiary",
        "母公司为姐妹公司合规提供担保，或接收方为出口方自有子公司",
    ),
    code(
        "development-only",
        "it serves commercial product development only",
        "仅用于商业产品开发",
    ),
    code(
        "control-kept",
        "it and what comes of it stay under control",
        "物项及其成果保持受控",
    ),
    code(
        "return-and-delete",
        "it is returned and deleted at the end",
        "结束时返还并删除",
    ),
    code(
        "compliance-programme",
        "an internal compliance programme is in place",
        "已建立内部合规制度",
    ),
    code(
        "registered",
        "the exporter has registered with the competent authority",
        "出口方已向主管机关登记",
    ),
    code(
        "notified-30-days-before",
        "the first use was notified 30 days before the first export",
        "首次出口30日前已通知",
    ),
    code(
        "notified-10-days-before",
        "the first use was notified 10 days before the first export",
        "首次出口10日前已通知",
    ),
    code(
        "public-cryptography",
        "only published or commercial standards of cryptography are used",
        "仅使用已公布或商用密码标准",
    ),
    code(
        "not-for-government",
        "no standard is used that was specially designed for government",
        "未使用专为政府设计的标准",
    ),
    code(
        "not-changeable",
        "users cannot easily change the cryptography",
        "用户不能轻易更改密码功能",
    ),
    code(
        "not-restricted",
        "it is not accredited or classified EU RESTRICTED or higher",
        "未获认可或定密为欧盟限制级或以上",
    ),
    code(
        "no-other-entry",
        "no entry outside the authorisation controls it",
        "不受授权之外条目管制",
    ),
];

/// What takes technical assistance out of article 8 of the Union regulation.
pub(super) const EU_ASSISTANCE_EXEMPTIONS: &[CodeDefinition] = &[
    code(
        "public-domain",
        "information in the public domain",
        "公有领域信息",
    ),
    code(
        "basic-research",
        "basic scientific research",
        "基础科学研究",
    ),
    code(
        "official-tasks",
        "authorities of a Member State in their official tasks",
        "成员国机关履行公务",
    ),
    code(
        "member-state-forces",
        "for the armed forces of a Member State on their tasks",
        "为成员国武装部队履行任务",
    ),
    code(
        "missile-regime-exceptions",
        "a purpose that Annex IV excepts for missile technology",
        "附件四就导弹技术所列例外目的",
    ),
    code(
        "minimum-for-authorised-items",
        "the minimum to install, run, maintain or repair items whose export is authorised",
        "已获授权物项的安装、运行、维护、修理所必需的最低限度",
    ),
];

/// Kinds of export authorisation of the Union.
pub(super) const EU_AUTHORISATION_KINDS: &[CodeDefinition] = &[
    code("none", "none yet", "尚无"),
    code("individual", "individual authorisation", "个别授权"),
    code("global", "global authorisation", "综合授权"),
    code(
        "large-project",
        "large project authorisation",
        "大型项目授权",
    ),
    code(
        "national-general",
        "national general authorisation",
        "国家通用授权",
    ),
    code(
        "union-general",
        "Union general authorisation",
        "欧盟通用授权",
    ),
];

/// Kinds of export licence of the United Kingdom.
pub(super) const UK_LICENCE_KINDS: &[CodeDefinition] = &[
    code("none", "none yet", "尚无"),
    code(
        "SIEL",
        "standard individual export licence",
        "标准个别出口许可",
    ),
    code("OIEL", "open individual export licence", "开放个别出口许可"),
    code("OGEL", "open general export licence", "开放通用出口许可"),
    code(
        "general-export-authorisation",
        "retained general export authorisation",
        "保留的通用出口授权",
    ),
];
