//! Every word of the pages, in English and Chinese, and nowhere else.

use std::fmt::Write as _;

use exeat_report::Language;
use exeat_screen::party::WantedError;
use exeat_value::shown::Markup;

use super::screen::Tally;
use super::screen_file::RowError;

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

macro_rules! words {
    ($( $name:ident: $english:literal, $chinese:literal; )*) => {
        impl Words {
            $( pub(crate) fn $name(self) -> &'static str { self.pick($english, $chinese) } )*
        }

        /// Every word, for the test that none is left out.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, &str, &str)] = &[ $( (stringify!($name), $english, $chinese), )* ];
    };
}

impl Words {
    pub(crate) fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self.0 {
            Language::En => english,
            Language::Zh => chinese,
        }
    }

    pub(crate) fn is_chinese(self) -> bool {
        self.0 == Language::Zh
    }

    /// What stands between a label and what it is the label of.
    pub(crate) fn colon(self) -> &'static str {
        self.pick(": ", "：")
    }

    /// A text in which verdicts stand by their stable words, in the reader's.
    pub(crate) fn with_verdicts(self, text: &str) -> String {
        let mut all = exeat_determine::Verdict::ALL;
        // The longest first: one is a part of another.
        all.sort_by_key(|one| std::cmp::Reverse(one.word().len()));
        all.into_iter().fold(text.to_owned(), |text, one| {
            text.replace(one.word(), self.verdict(one))
        })
    }

    /// So many more than were named.
    pub(crate) fn and_others(self, count: usize) -> String {
        match self.0 {
            Language::En => format!("(and {count} others)"),
            Language::Zh => format!("（另有{count}项）"),
        }
    }

    /// A row of a file that has no name.
    pub(crate) fn screen_row(self, number: &str) -> String {
        match self.0 {
            Language::En => format!("Row {number}"),
            Language::Zh => format!("第{number}行"),
        }
    }

    /// How many parties came out how.
    pub(crate) fn screen_tally(self, tally: &Tally) -> String {
        let Tally {
            parties,
            matched,
            left_out,
            without,
        } = tally;
        match self.0 {
            Language::En => format!(
                "Of {parties} names {matched} may be listed; for {without} nobody is alike enough; {left_out} could not be looked for."
            ),
            Language::Zh => format!(
                "共{parties}个名称：{matched}个可能在名单上，{without}个没有足够相似的对象，{left_out}个无法检索。"
            ),
        }
    }

    /// What is wrong with a party as it was stated, and what to write instead.
    pub(crate) fn of_party(self, wrong: &WantedError) -> String {
        match (self.0, wrong) {
            (Language::En, WantedError::NoName) => "There is no name. Write the name as the party's papers have it, or take the row out if it is nobody.".to_owned(),
            (Language::Zh, WantedError::NoName) => "没有名称。请按其文件填写名称；如并无该主体，请删去此行。".to_owned(),
            (Language::En, WantedError::NoWords(name)) => format!("There is nothing in `{name}` that can be looked for. Write the name as the party's papers have it, or take it out if it is nobody."),
            (Language::Zh, WantedError::NoWords(name)) => format!("`{name}` 中没有可供检索的内容。请按其文件填写名称；如并无该主体，请删去。"),
            (Language::En, WantedError::Names(first, second)) => format!("There are two names, and only `{first}` was looked for: write `{second}` in a row of its own."),
            (Language::Zh, WantedError::Names(first, second)) => format!("有两个名称，仅检索了 `{first}`：请将 `{second}` 另写一行。"),
            (Language::En, WantedError::Kind(kind)) => format!("`{kind}` is no kind of party, so it was looked for as any kind: write person, organisation or vessel."),
            (Language::Zh, WantedError::Kind(kind)) => format!("`{kind}` 不是主体类别，已按任何类别检索：请写 person、organisation 或 vessel。"),
            (Language::En, WantedError::Birth(date)) => format!("`{date}` is no date of birth, so it was looked for without one: write 1971-03-09, 1971-03 or 1971."),
            (Language::En, WantedError::Country(country)) => format!("`{country}` is no country that we know, and was not used in looking: write DE, DEU or its English name."),
            (Language::Zh, WantedError::Country(country)) => format!("`{country}` 不是已知的国家，检索时未予考虑：请写 DE、DEU 或其名称。"),
            (Language::Zh, WantedError::Birth(date)) => format!("`{date}` 不是出生日期，检索时未予考虑：请写 1971-03-09、1971-03 或 1971。"),
        }
    }

    /// What is wrong with a row of a file.
    pub(crate) fn of_row(self, wrong: &RowError) -> String {
        match (self.0, wrong) {
            (Language::En, RowError::Fields { has, columns }) => format!(
                "The row has {has} fields for {columns} columns: it may be cut off, or a name with a comma lacks its quotation marks."
            ),
            (Language::Zh, RowError::Fields { has, columns }) => format!(
                "该行有{has}个字段，而表有{columns}列：可能被截断，或含逗号的名称缺少引号。"
            ),
            (Language::En, RowError::Quotes(why)) => {
                format!("The quotation marks of the row are not in order: {why}")
            }
            (Language::Zh, RowError::Quotes(why)) => format!("该行引号有误：{why}"),
        }
    }

    /// Text that a library wrote, for a page: what stands between two backticks is code, and nothing is markup.
    pub(crate) fn coded(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let parts: Vec<&str> = text.split('`').collect();
        // A backtick without another stays what it is.
        let paired = parts.len() - usize::from(parts.len().is_multiple_of(2));
        for (place, part) in parts.iter().enumerate() {
            let code = place % 2 == 1 && place < paired;
            if code {
                out.push_str("<code>");
            } else if place >= paired {
                out.push('`');
            }
            // Writing to a string does not fail.
            let _ = write!(out, "{}", Markup(part));
            if code {
                out.push_str("</code>");
            }
        }
        out
    }

    pub(crate) fn verdict(self, verdict: exeat_determine::Verdict) -> &'static str {
        exeat_report::verdict_words(self.0, verdict)
    }
}

words! {
    skip: "Skip to the content", "跳到正文";
    nav: "Main", "主导航";
    nav_check: "May it leave?", "能否放行";
    nav_classify: "Classify", "归类";
    nav_screen: "Screen", "筛查";
    nav_case: "Case", "案件";
    nav_portfolio: "Portfolio", "批量";
    nav_law: "Law", "法规";
    nav_api: "API", "接口";
    other_language: "中文", "English";
    light: "Light", "浅色";
    dark: "Dark", "深色";
    system: "As the system", "跟随系统";
    appearance: "Appearance", "外观";
    footer: "Exeat decides by the law that is modelled, and says what is not. An answer is no legal advice.", "Exeat 仅依据已建模的法规作出判断，并说明未涵盖的部分。结论不构成法律意见。";
    as_known: "Law as known on", "所知法规截至";

    check_title: "May it leave?", "能否放行？";
    check_lead: "Say what you know about a shipment. Leave out what you do not know: the answer tells which of the missing facts would decide it, and never guesses.", "填写您所了解的情况即可。不清楚的请留空：结论会指出哪些缺失的事实足以作出判断，绝不猜测。";
    step_tell: "Tell what you know", "填写已知情况";
    step_tell_lead: "In the form below, or as a file. Nothing is stored.", "使用下方表单或上传文件，不作任何保存。";
    step_see: "See the verdict of every law", "查看各法域结论";
    step_see_lead: "China, the United States, the European Union and others, on the day it leaves, each with its reasons.", "中国、美国、欧盟等在离境当日的结论，并附理由。";
    step_settle: "Settle what is open", "解决未决问题";
    step_settle_lead: "The answer names the facts that would decide it, the cheapest to find out first.", "结论列出足以决定的事实，查明成本低的在前。";
    to_side: "Examples, or a file of your own", "示例，或使用自己的文件";
    drop_title: "Have a file?", "已有文件？";
    drop_lead: "Drop a transaction document here (TOML or JSON), or choose one.", "将交易文件（TOML 或 JSON）拖放到此处，或选择文件。";
    drop_button: "Check this file", "检查该文件";
    drop_label: "Transaction document", "交易文件";
    drop_paste: "Or paste its text", "或粘贴其内容";
    template: "A commented document to begin with", "带注释的文件模板";
    examples_title: "See it at work", "查看示例";
    examples_lead: "Cases from the news, as documents you can open and change.", "取自新闻的案例，可打开并修改。";
    example_consignment: "The consignment of October 2025", "2025 年 10 月的货物";
    example_consignment_lead: "Antimony, copper concentrate and rare earths from Pakistan to the United States: what China's rules reach, and what the rumours change.", "自巴基斯坦运往美国的锑、铜精矿和稀土：中国法规能管到什么，传闻又改变了什么。";
    example_box: "The box of stones", "那盒石头";
    example_box_lead: "Rumour says rare earths won with Chinese technology; the ministry says raw gemstones. Does the quarrel matter?", "传闻称是用中国技术提取的稀土，外交部称是原矿宝石。这一分歧是否影响结论？";
    example_magnet_today: "A magnet, after the suspension", "中止期满后的磁体";
    example_magnet_today_lead: "Whether the suspension of announcement 61 still stands is itself in doubt: the law is contested, and the answer says so.", "第 61 号公告的中止是否仍然有效本身存疑：法律有争议，结论如实说明。";
    form_title: "Tell it step by step", "逐步填写";
    form_journey: "The journey", "行程";
    form_people: "The people", "相关方";
    form_goods: "The goods", "货物";
    form_contents: "What it contains, by mass", "成分（质量分数）";
    form_contents_lead: "From the data sheet or the assay. An element that is left out is unknown, not absent.", "依据数据表或化验结果。未填写的元素视为未知，而非不含。";
    field_title: "What do you call this shipment?", "如何称呼这批货物？";
    field_exporter: "Who sends it?", "谁是发货方？";
    field_end_user: "Who will use it?", "谁是最终用户？";
    field_exporter_place: "Where is the sender?", "发货方在哪个国家或地区？";
    field_end_user_place: "Where is the end user?", "最终用户在哪个国家或地区？";
    field_item: "What is it?", "是什么货物？";
    field_element: "Element", "元素";
    field_amount: "How much", "含量";
    not_known: "not known", "未知";
    form_button: "See the answer", "查看结论";
    form_errors: "Some answers could not be read. What you wrote is still here.", "有些内容无法识别。您填写的内容均已保留。";
    document_errors: "The document has mistakes, so there is no answer. Nothing was stored.", "文件有误，因此没有结论。未保存任何内容。";
    line: "line", "行";

    answers_title: "What would decide it", "哪些事实足以决定";
    answers_lead: "Cheapest to find out first. Answer what you know; every answer may move the verdict.", "按查明成本由低到高排列。回答您知道的即可，每个回答都可能改变结论。";
    answers_button: "Answer, and see the verdict move", "提交回答，查看结论变化";
    answers_none: "No fact that a document could state would change the answer.", "文件可载明的任何事实都不会改变结论。";
    answers_wide: "So much is open that no few answers settle it yet. These are asked most often by the rules that may apply; each answer narrows it down.", "未决事实过多，少数回答尚不足以决定。以下是可能适用的规则最常问及的事实，每个回答都会缩小范围。";
    answers_unasked: "No single fact settles it, and none that is open can be stated in a document. What is possible stands above.", "没有单一事实可以决定，且未决事项均无法在文件中载明。可能的结论见上文。";
    answers_more: "More questions follow once these are answered.", "回答后将显示更多问题。";
    beyond: "Still open, and no document can answer it", "仍未确定，且文件无法回答";
    who_knows: "Who knows", "由谁回答";
    why_asked: "What it means", "说明";
    contested: "The sources disagree; your answer takes the place of their statements.", "各来源说法不一；您的回答将取代其陈述。";
    moved: "What your answers moved", "您的回答带来的变化";
    nothing_moved: "No verdict moved.", "结论没有变化。";
    refused: "This answer was not taken", "该回答未被采纳";
    expected: "expected", "应为";
    other_dates: "Other dates", "其他日期";
    other_dates_lead: "The same shipment, if it left on another day. The law changes on the days that are marked.", "同一批货物若在其他日期离境。标注的日期为法规变动日。";
    other_dates_button: "Show the verdict on other days", "查看其他日期的结论";
    other_dates_go: "Open the answer of this day", "查看该日的结论";
    through: "through", "至";
    days_from: "from", "自";
    actions: "Take it with you", "导出";
    download_document: "The document, with your answers", "含回答的文件";
    download_record: "The record, to replay", "可重放的记录";
    download_report: "The report, to print or send", "可打印或发送的报告";
    download_share: "A signed file, to share", "可分享的签名文件";
    shared_own: "This file was signed by this service and is unchanged.", "该文件由本服务签名，未被更改。";
    shared_other: "This file is unchanged since it was signed with the key", "该文件自签名以来未被更改，签名密钥为";
    shared_same: "Worked out again, the answer is the same.", "重新计算，结论相同。";
    shared_another: "Worked out again, the answer is another: the law, the rulebooks or the lists are not those of then.", "重新计算，结论不同：法规、规则库或名单与当时不同。";
    stop: ".", "。";
    the_document: "The document behind this answer", "本结论所依据的文件";
    change_document: "Change it, and check again", "修改并重新检查";
    whole_answer: "The whole answer", "完整结论";
    start_over: "Another shipment", "检查另一批货物";

    law_title: "The law, as it is modelled", "已建模的法规";
    law_lead: "Every instrument with the days on which it binds, what it catches, and how far it is modelled.", "每份法规文件的生效期间、适用范围和建模程度。";
    law_search: "Find an instrument, a provision or an entry", "查找文件、条款或条目";
    law_search_button: "Find", "查找";
    law_jurisdictions: "Jurisdictions", "法域";
    law_diff: "What changed between two days", "两个日期之间的变化";
    law_diff_lead: "Provisions and limbs that bind on one of the days only, and what that catches or frees, with an example.", "仅在其中一日有效的条款与要件，以及由此新纳入或排除的情形与示例。";
    law_coverage: "How far it is modelled", "建模范围";
    law_timeline: "When it binds", "生效时间线";
    instrument: "Instrument", "文件";
    title: "Title", "名称";
    in_force: "In force", "有效期";
    verified_through: "verified through", "核查至";
    provisions: "Provisions", "条款";
    provision: "Provision", "条款";
    effect: "What it does", "效果";
    state_on: "State on", "状态";
    day: "Day", "日期";
    known_at: "Known at", "所知截至";
    show: "Show", "显示";
    entries: "Entries", "条目";
    readings: "Readings in doubt", "有争议的解释";
    cites: "Cites", "依据";
    source: "Source", "来源";
    law_text: "As the rulebook has it", "规则库原文";
    first_day: "From", "自";
    second_day: "To", "至";
    compare: "Compare", "比较";
    nothing_changes: "Nothing changes between these days.", "两日之间没有变化。";
    diff_states: "Provisions and entries", "条款与条目";
    diff_limbs: "Limbs", "要件";
    diff_meanings: "What it catches or frees", "纳入或排除的情形";
    joins: "joins", "新增";
    leaves: "leaves", "移除";
    before: "Before", "之前";
    after: "After", "之后";
    when_all: "when all of these hold:", "同时符合下列各项时：";
    or_when_all: "or when all of these hold:", "或同时符合下列各项时：";
    such_as_one: "A transaction that shows it:", "一笔可说明的交易：";
    diff_choose: "Choose two days, and compare.", "请选择两个日期并比较。";
    diff_more: "Other ways there, and an example", "其他情形与示例";
    limb_open: "open", "待定";
    newly_caught: "newly caught", "新纳入";
    newly_free: "newly free", "不再纳入";
    too_large: "It changes; the condition has too many combinations to say how.", "有变化，但组合过多，无法逐一说明。";
    modelled: "modelled", "已建模";
    flagged: "flagged", "仅提示";
    absent: "absent", "未涵盖";
    law_as_whole: "The law as a whole", "整体法规";

    classify_title: "Which entries may it belong to?", "可能属于哪些管制条目？";
    classify_lead: "Words only find entries; their conditions decide. What the words do not say stays unknown, and the answer names the question. A classification is no verdict.", "文字只用于查找条目，是否符合由条件判断。文字未说明的事实保持未知，并列出需要回答的问题。归类不是结论。";
    classify_label: "Describe the goods, or paste a data sheet", "描述货物，或粘贴数据表";
    classify_hint: "For instance: NdFeB N52 arc segment, 1.2 % Dy", "例如：钕铁硼 N52 弧形磁体，镝 1.2 %";
    classify_button: "Find entries", "查找条目";
    classify_read: "What was read", "读取到的事实";
    classify_unread: "Amounts of which nobody can tell what they measure", "无法判断所指的数量";
    classify_unrecognised: "What the goods are was not recognised. Say what they are made of, in which form, or which machine they are; until then it is not a “no” that no entry was found.", "未能识别为何种物项。请说明材料、形态或设备名称；在此之前，未找到条目不等于不受管制。";
    classify_held: "entries compared", "个条目已比对";
    classify_none: "No entry that is held fits. Only what is held was looked at.", "已收录的条目均不符合。仅查阅了已收录的条目。";
    classify_others: "Entries that were looked at and fail", "已比对但不符合的条目";
    classify_empty: "Write what the goods are: composition, form, figures with their units. English and Chinese are read.", "请写明货物的成分、形态以及带单位的数值。支持中文和英文。";
    met: "met", "符合";
    missed: "missed", "不符合";
    nearly: "nearly missed", "接近阈值";
    open: "open", "待定";
    named: "named; its figures are not modelled", "名称相符；数值未建模";
    conditional: "if it has a quality that was not named", "若具备未提及的特性";
    by_words: "found by words alone", "仅文字相关";
    missed_by: "missed by", "相差";

    screen_title: "Is anybody listed?", "是否有人在名单上？";
    screen_lead: "Names against the lists in force, in every script. Every result says what was looked at; a missing list never reads as a clean one.", "将名称与有效名单比对，支持各种文字。每个结果都说明查阅了哪些名单；缺失的名单绝不视为无匹配。";
    screen_label: "Names, one a line", "名称，每行一个";
    screen_hint: "Acme Trading LLC\nИван Петров", "Acme Trading LLC\nИван Петров";
    screen_kind: "What they are", "类型";
    screen_any: "anything", "不限";
    screen_person: "persons", "自然人";
    screen_organisation: "organisations", "组织";
    screen_vessel: "vessels or aircraft", "船舶或航空器";
    screen_country: "Country, if all have one", "国家（如均相同）";
    screen_threshold: "Show what scores at least", "显示得分不低于";
    screen_button: "Look for them", "开始筛查";
    screen_file: "Or a file: CSV with a heading name, or a name a line", "或上传文件：含 name 列的 CSV，或每行一个名称";
    decide: "Decide about this match", "处置该匹配";
    decided_false: "somebody else", "并非同一主体";
    decided_true: "the listed one", "确为名单主体";
    decided_up: "for somebody else to decide", "提交上级处理";
    decided_open: "open again", "重新待定";
    decide_because: "Why", "理由";
    decide_by: "Who decides", "处置人";
    decide_until: "It holds until", "有效期至";
    decide_keep: "Keep this decision", "保存处置";
    decided_kept: "The decision is kept, and counts wherever this party is looked for. When the entry changes, it is open again.", "处置已保存，之后筛查该主体时均会采用；条目变更后将重新待定。";
    screen_nobody: "Nobody on the lists that were looked at is alike enough.", "在所查名单中没有足够相似的对象。";
    screen_cut: "Only the 200 most alike are shown; more entries are alike. A higher score, a full name or a country leaves fewer.", "仅显示最相似的200个条目，另有其他相似条目；提高相似度、写全名称或注明国家可缩小范围。";
    screen_unread: "Columns of the file that were not read", "文件中未读取的列";
    screen_left_out: "Not looked for: this says nothing about any list.", "未检索：不表示该主体不在名单上。";
    screen_matches: "may be", "可能是";
    screen_looked: "What was looked at", "查阅的名单";
    screen_edition: "Edition", "版本";
    screen_entries: "Entries", "条目";
    screen_names: "Names", "名称";
    screen_age: "Age in days", "天数";
    screen_no_lists: "There are no lists, so nobody can be looked for.", "没有名单，因此无法筛查。";
    screen_no_lists_help: "Bring one with the command; it is searched here a moment later, without a new start:", "请用命令导入名单，稍候即可在此筛查，无需重新启动：";

    owners_title: "Who stands behind them?", "背后是谁？";
    owners_lead: "Nobody on a list, and yet owned by somebody who is: a file of who holds what, counted as each regime counts, with everybody in it looked for on the lists in force.", "本身不在名单上，却由名单上的人持有：上传持股文件，按各制度自己的算法计算，并将其中每一方与有效名单比对。";
    owners_to: "Look behind the names: owners and control", "查看背后的所有者与控制关系";
    owners_holdings: "Who holds what", "持股文件";
    owners_holdings_help: "CSV with the columns owner, owned and share (30, 25-50, >50, or empty if unknown); kind, from, until and evidence where they are known. FollowTheMoney entities are read too.", "含 owner、owned、share 列的 CSV（份额可写 30、25-50、>50，不详则留空）；如已知可另有 kind、from、until、evidence。亦可读取 FollowTheMoney 实体。";
    owners_listed_file: "Who is listed besides, if you have a file of them", "另有名单文件（如有）";
    owners_regime: "By whose rule", "适用制度";
    owners_on: "On the day", "日期";
    owners_party: "Only about these, one a line (everybody who is reached if it is empty)", "仅查询以下各方，每行一个（留空则列出所有被及于者）";
    owners_button: "See who is behind them", "查看背后关系";
    owners_example: "Begin with the example", "使用示例";
    owners_reached: "Who is reached through owners", "因所有者而被及于的各方";
    owners_rule: "How this regime counts", "该制度的计算方法";
    owners_blocked: "reached", "被及于";
    owners_possible: "possibly reached", "可能被及于";
    owners_free: "not reached by what the file says", "据文件所载未被及于";
    owners_half: "50 % or more of the ownership", "所有权达到 50 % 及以上";
    owners_more_than_half: "more than 50 % of the ownership", "所有权超过 50 %";
    owners_together: "the shares of several listed owners are counted together", "多名列名所有者的份额合并计算";
    owners_each: "each listed owner is counted alone", "每名列名所有者单独计算";
    owners_unsettled: "it is not settled whether several listed owners count together", "多名列名所有者是否合并计算尚无定论";
    owners_control_counts: "whoever controls counts like an owner", "控制视同所有";
    owners_not_in_force: "the rule does not bind on this day", "该规则在该日不具约束力";
    owners_contested: "whether the rule binds on this day is contested", "该规则在该日是否具约束力存在争议";
    owners_ask_together: "whether several listed owners count together", "多名列名所有者是否合并计算";
    owners_ask_binding: "whether the rule binds on this day", "该规则在该日是否具约束力";
    owners_no_lists: "Nobody was looked for on a list; only who the second file names counts as listed", "未与任何名单比对；仅第二份文件所列各方视为列名";
    owners_nobody: "Nobody in the file is reached through a listed owner. That says nothing of holdings that the file leaves out.", "文件中无人因列名所有者而被及于。这并不说明文件未载的持股情况。";
    owners_itself: "Stands on a list itself.", "其本身在名单上。";
    owners_held: "Listed owners hold, directly and through others,", "列名所有者直接及间接持有";
    owners_holds: "holds", "持有";
    owners_holds_unknown: "holds an unknown share", "持有份额不详";
    owners_controls: "controls it", "控制该方";
    owners_appoints: "appoints the majority of its board", "任命其董事会多数成员";
    owners_listed: "listed", "列名";
    owners_elsewhere: "shown elsewhere", "见他处";
    owners_to_find_out: "To find out", "有待查明";
    owners_more: "more are reached; name those you want to see", "方亦被及于；请写明要查看者";
    owners_picture: "As a picture", "图示";
    owners_taken: "Who is taken to be listed", "视为列名者";
    owners_taken_lead: "A name that is alike enough counts as listed until somebody decides on the Screen page that it is somebody else.", "名称足够相似即视为列名，直至有人在筛查页面认定并非同一方。";
    owners_taken_nobody: "Nobody in the file.", "文件中没有。";
    owners_who: "Who", "何方";
    owners_where: "Where", "名单";
    owners_by_file: "your file", "您的文件";
    screen_score: "score", "得分";
    screen_why: "Why", "理由";
    screen_entry: "Entry", "条目";
    screen_also: "also", "又名";
    screen_by: "By", "算法";
    screen_gap: "Gap", "缺口";
    file: "File", "文件";

    cases_title: "Who says what, and does it matter?", "谁说了什么，是否影响结论？";
    cases_lead: "A case keeps what sources say apart from what is so. Where they disagree, it works out whether the quarrel changes the answer, or not.", "案件将各来源的说法与事实分开。来源不一致时，推算分歧是否改变结论。";
    cases_open: "Open a case", "新建案件";
    cases_files: "Choose its files: case.toml, and the transaction documents that it names. Look into the demonstration for their form.", "请选择文件：case.toml 及其列出的交易文件。格式可参考示例案件。";
    cases_send: "Open it", "打开";
    cases_kept: "Cases", "案件列表";
    cases_none: "None yet. Open one with its files.", "尚无案件，请上传文件新建。";
    cases_demo: "demonstration", "示例";
    case_sources: "sources", "来源";
    case_origins: "what they go back to", "最初出处";
    case_graded: "graded", "评级";
    case_itself: "its own words", "自身陈述";
    case_graph: "From where they have it", "消息来自何处";
    case_graph_lead: "Reports that go back to one answer are one voice, however many repeat it.", "源自同一答复的多篇报道只算一个声音。";
    case_board: "What is said", "各方说法";
    case_board_lead: "Each claim with everybody who asserts, denies or takes it back. Grades are of the source (A to F) and of what it says (1 to 6).", "每项说法及其主张、否认或撤回者。评级包括来源可靠性（A–F）与内容可信度（1–6）。";
    case_asserts: "asserts", "主张";
    case_denies: "denies", "否认";
    case_retracts: "takes back", "撤回";
    case_law_says: "The rulebooks", "规则库";
    case_quarrels: "Where the sources disagree", "来源分歧";
    case_agree: "The sources contest no fact of this transaction.", "各来源对本交易的事实没有分歧。";
    case_matters: "it matters", "影响结论";
    case_idle: "it makes no difference", "不影响结论";
    case_if: "If it is", "若为";
    case_then: "the answer is", "则结论为";
    case_independent: "independent origins", "独立出处";
    case_settles: "What would settle it", "如何解决";
    case_steps: "How the answer moved as things were said", "结论随各方说法的变化";
    case_moves: "moves the answer", "改变结论";
    case_flags: "What makes one look twice", "警示信号";
    case_flag_open: "open", "未解决";
    case_flag_done: "resolved", "已解决";
    case_not_weighed: "It cannot be held against the law as it stands", "目前无法依据法规判断";
    case_change: "Change the case file", "修改案件文件";
    case_label: "The case file, in TOML", "案件文件（TOML）";
    case_keep: "Keep it, and weigh again", "保存并重新判断";
    case_keep_hint: "What was there before is kept beside it.", "修改前的版本会一并保留。";
    case_all_files: "Files of the case", "案件文件列表";
    portfolio_title: "A year of shipments at once", "批量检查全年货物";
    portfolio_lead: "Bring a table, one shipment a row: CSV, XLSX or Parquet. Every row is decided under the law of its own day, and what a row does not say stays open.", "上传表格，每行一批货物：CSV、XLSX 或 Parquet。每行按其离境当日的法规判断；未说明的事实保持未知。";
    portfolio_bring: "Bring a table", "上传表格";
    portfolio_file: "Drop a table here, or choose one. It stays on this service until you delete it.", "将表格拖放到此处或选择文件。删除之前一直保存在本服务中。";
    portfolio_send: "Bring it", "上传";
    portfolio_example: "Try it with a thousand deliveries of a magnet maker", "使用磁体厂商的一千笔交付示例";
    portfolio_example_lead: "A year of a firm that does not exist, with the blanks that real tables have.", "虚构企业的全年交付，含真实表格中常见的空白。";
    portfolio_yours: "Tables that were brought", "已上传的表格";
    portfolio_none: "None yet. Bring one, or try the example: the first answer takes less than a minute.", "尚无。请上传表格或使用示例，一分钟内即可看到首个结果。";
    portfolio_mapping: "waits for its columns", "等待确认列含义";
    portfolio_running: "being decided", "正在判断";
    portfolio_done: "decided", "已完成";
    portfolio_failed: "could not be decided", "未能判断";
    portfolio_when: "Brought", "上传时间";
    portfolio_state: "How far it is", "进度";
    columns_title: "What the columns mean", "列的含义";
    columns_lead: "Proposed from headings and values. Look it through: a column that means nothing is passed over, and what no column says stays unknown.", "根据标题和取值推断，请核对：无含义的列将被忽略，没有列说明的事实保持未知。";
    column: "Column", "列";
    column_values: "Such as", "例如";
    column_means: "Is taken to mean", "理解为";
    column_nothing: "nothing", "无";
    unsure: "Look at these", "请核对";
    mapping_edit: "Change the mapping", "修改映射";
    mapping_label: "The mapping, in TOML", "映射（TOML）";
    mapping_save: "Keep it and look again", "保存并重新查看";
    portfolio_run: "Decide every row", "逐行判断";
    portfolio_again: "Change the columns, and decide again", "修改列含义并重新判断";
    portfolio_delete: "Delete this table and its answers", "删除该表格及其结论";
    portfolio_busy: "Every row is being decided. This page follows; you may leave it and come back.", "正在逐行判断。本页会自动更新，您可以离开后再回来。";
    rows_done: "rows decided", "行已判断";
    rows_rejected: "rows could not be read", "行无法读取";
    rows_why: "which and why", "查看原因";
    by_destination: "By destination", "按目的地";
    by_item: "By item", "按货物";
    by_month: "By month", "按月份";
    by_customer: "By customer", "按客户";
    chart_hint: "Choose a part of a bar to see its rows.", "点击图中各段查看对应的行。";
    chart_table: "The same as a table", "以表格显示";
    chart_more: "more are in the files", "项见下载文件";
    portfolio_asks: "What would decide most rows", "哪些事实能决定最多的行";
    portfolio_asks_lead: "The cheapest to find out first.", "按查明成本由低到高排列。";
    rows_helped: "Rows", "行数";
    portfolio_unscreened: "No party of these rows was looked for on lists: what the table says of them stands, and what it does not say is open.", "未对各行主体进行名单筛查：以表格所述为准，未说明者保持未知。";
    portfolio_screened: "Parties screened, with the rows that it is about", "已筛查的主体及所涉行数";
    portfolio_party: "Party", "主体";
    portfolio_may_be: "May be", "可能是";
    portfolio_rows: "Rows", "行数";
    portfolio_coverage: "What was not looked at", "未核查的内容";
    portfolio_files: "Take it with you", "下载";
    file_xlsx: "Workbook with charts (XLSX)", "带图表的工作簿（XLSX）";
    file_csv: "CSV", "CSV";
    file_parquet: "Parquet", "Parquet";
    rows_behind: "The rows behind it", "对应的行";
    col_verdict: "Verdict", "结论";
    col_laws: "By law", "各法域";
    col_facts: "What would decide it", "决定性事实";
    col_limb: "Why", "理由";
    rows_none: "No row is like that.", "没有这样的行。";
    rows_before: "Before", "上一页";
    rows_after: "Next", "下一页";
    rows_of: "of", "共";
    back_to: "Back to the charts", "返回图表";
    question: "Question", "问题";

    api_title: "The interface for programs", "程序接口";
    api_lead: "Everything that the pages do, for ERP systems and scripts. The description is generated from the code.", "页面的全部功能，供 ERP 系统和脚本使用。说明由代码生成。";
    api_document: "The whole description (OpenAPI 3.1)", "完整说明（OpenAPI 3.1）";
    api_body: "Body", "请求体";
    api_query: "Parameters, as after the question mark", "参数（问号之后的部分）";
    api_path: "Address", "地址";
    api_send: "Send", "发送";
    api_answer: "Response", "响应";
    api_no_script: "Without JavaScript, use a program such as curl:", "未启用 JavaScript 时，请使用 curl 等程序：";

    account: "Account", "账户";
    sign_in: "Sign in", "登录";
    sign_out: "Sign out", "退出";
    join: "Make your account", "创建账户";
    join_lead: "This invitation is good once. Choose a name and a password of twelve characters or more.", "该邀请仅可使用一次。请设置名称和至少十二位的密码。";
    person_name: "Name", "名称";
    password: "Password", "密码";
    keys: "Keys for programs", "程序密钥";
    key_name: "What will use it?", "由哪个程序使用？";
    key_for: "What it is for", "用途";
    key_once: "The key, shown once. Send it as: Authorization: Bearer KEY", "密钥仅显示一次。发送方式：Authorization: Bearer KEY";
    issue_key: "Issue a key", "签发密钥";
    withdraw: "Withdraw", "撤回";
    people: "People", "人员";
    role: "Role", "角色";
    removed: "removed", "移除";
    change: "Change", "更改";
    invite: "Invite", "邀请";
    other_organisation: "Into a new organisation called", "新组织名称（如需）";
    invitation_once: "The link for whoever is invited, shown once; it is good for seven days.", "邀请链接仅显示一次，七天内有效。";
    log: "Who did what", "操作记录";
    deed: "What", "操作";
    nothing_here: "There is nothing at this address", "该地址没有内容";
    nothing_here_help: "Nothing was lost. The pages are in the menu above.", "没有任何内容丢失。请使用上方菜单。";
    problem_title: "What this problem means", "该问题的含义";
    back_to_part: "Back to", "返回";
    went_wrong: "That did not work", "未能完成";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_backticks_is_code_and_nothing_is_markup() {
        let coded = |text: &str| Words(Language::En).coded(text);
        assert_eq!(
            coded("`a` is <b> & `c`"),
            "<code>a</code> is &lt;b&gt; &amp; <code>c</code>"
        );
        assert_eq!(coded("one ` alone"), "one ` alone");
        assert_eq!(coded("`<script>`"), "<code>&lt;script&gt;</code>");
        assert_eq!(coded("`a` and ` more"), "<code>a</code> and ` more");
    }

    #[test]
    fn no_word_is_missing_in_either_language() {
        for (name, english, chinese) in ALL {
            assert!(!english.trim().is_empty(), "{name} has no English");
            assert!(!chinese.trim().is_empty(), "{name} has no Chinese");
        }
    }
}
