//! The words of the pages about licences and their log, in English and Chinese.

use exeat_register::{EntryKind, State};

use super::words::Words;

macro_rules! words {
    ($( $name:ident: $english:literal, $chinese:literal; )*) => {
        impl Words {
            $( pub(crate) fn $name(self) -> &'static str { self.pick($english, $chinese) } )*
        }

        #[cfg(test)]
        const ALL: &[(&str, &str, &str)] = &[ $( (stringify!($name), $english, $chinese), )* ];
    };
}

words! {
    nav_licences: "Licences", "许可证";
    nav_audit: "Audit", "审计";

    licences_title: "Licences", "许可证";
    licences_lead: "Every licence is an account: what the authority allowed, what is reserved and drawn, and what is left. What is left is the sum of the entries and is stored nowhere.", "每份许可证都是一个账户：主管机关准许的数量、已预留和已核销的数量以及余量。余量由各笔记录相加得出，不另行存储。";
    licences_none: "There is no licence on file yet.", "登记簿中尚无许可证。";
    licences_none_help: "Bring the register that you keep in a workbook, or begin with an example and try it out.", "可导入您现有的工作簿，也可先用示例试用。";
    licences_bring: "Bring a workbook", "导入工作簿";
    licences_bring_lead: "An .xlsx file with the sheets licences and lines and, where there are some, parties and conditions. All of it is taken over, or nothing.", "包含 licences 和 lines 工作表（以及如有的 parties 和 conditions）的 .xlsx 文件。要么全部导入，要么全部不导入。";
    licences_columns: "Which columns it has", "各列名称";
    licences_file: "Workbook", "工作簿";
    licences_take_over: "Take it over", "导入";
    licences_example: "Begin with the example", "使用示例";
    licences_example_lead: "Four licences of a magnet maker, with lines, parties and conditions.", "某磁体企业的四份许可证，含行项、相关方和条件。";
    licences_taken_over: "taken over", "已导入";
    licences_parts: "Parts of the register", "登记簿各部分";
    duties_title: "Duties", "义务";
    duties_lead: "What has to be done by when, because a licence or a determination says so.", "许可证或判定要求办理的事项及其期限。";
    assurances_title: "Assurances", "保证";
    assurances_lead: "Who assured whom of what, until when, with which statement behind it, and which shipments lean on it.", "谁向谁作出何种保证、有效期、所依据的表述，以及哪些批次依赖于它。";
    proposals_title: "For two people", "双人复核";
    proposals_lead: "A correction, an amendment, a waiver or a purge takes two: one asks, another agrees.", "更正、修改、豁免或清除须由两人办理：一人提出，另一人同意。";
    as_of: "As it stood on", "截至";
    validity: "May be used", "有效期";
    left: "Left", "余量";
    allowed: "Allowed", "准许";
    reserved: "Reserved", "预留";
    drawn: "Drawn", "已核销";
    unlimited: "unlimited", "不限";
    without_end: "without an end", "无期限";
    next_due: "Next due", "最近到期";
    what: "What", "内容";
    destinations: "Destinations", "目的地";
    any_destination: "any", "不限";
    shipments_used: "Shipments used", "已用批次";
    balance: "Balance over time", "余额变化";
    of_all: "of", "共";
    open_reservations: "Open reservations", "未结预留";
    shipment: "Shipment", "批次";
    declaration: "Customs declaration", "报关单";
    draw_all: "Customs released it: draw", "海关已放行：核销";
    release_all: "Cancelled: release", "已取消：释放";
    book_title: "Book a shipment", "登记批次";
    book_lead: "A declaration is lodged: reserve. Customs released the goods: draw. What would be more than is left is refused, whoever else writes at the same moment.", "报关单已递交：预留。海关已放行：核销。超出余量的一律拒绝，即使他人同时登记。";
    book_line: "Line of the licence", "许可证行项";
    book_quantity: "How much, with its unit", "数量（含单位）";
    book_value: "For how much money", "金额（含币种）";
    book_day: "On which day", "日期";
    reserve: "Reserve", "预留";
    draw: "Draw", "核销";
    correct_title: "The ledger was wrong", "更正记录";
    correct_lead: "This much more was drawn, or less with a minus sign. It makes room where there was none, so a second person has to agree.", "多核销的数量，少核销则用负数。更正可能增加余量，须由第二人同意。";
    correct: "Ask for the correction", "提出更正";
    cause: "Why", "原因";
    ledger: "Ledger", "记录";
    entry: "Entry", "序号";
    deed_kind: "Did", "操作";
    quantity: "Quantity", "数量";
    value: "Value", "金额";
    ledger_none: "Nothing was booked yet.", "尚无记录。";
    ledger_last: "The last entries; the whole ledger is in the file.", "最近的记录；完整记录见文件。";
    conditions: "What it asks for", "许可条件";
    log_of_it: "What the log says of it", "相关日志";
    booked: "Booked", "已登记";
    waits_for_second: "This takes two people. It waits for a second one under", "此操作须由两人办理，正在等待第二人复核：";
    not_booked: "Nothing was written", "未写入任何内容";

    overdue: "overdue", "已逾期";
    due: "Due", "到期日";
    due_done: "done", "已办";
    due_waived: "waived", "已豁免";
    without_day: "Without a day", "无确定日期";
    not_counted: "the day could not be counted", "无法计算到期日";
    duty_proof: "What shows that it was done", "办理凭证";
    duty_done: "It is done", "已办理";
    duty_waive: "Ask to waive it", "申请豁免";
    duties_none: "Nothing is due.", "没有待办义务。";
    duties_settled: "What was done or waived", "已办或已豁免";
    duties_calendar: "For your calendar, with reminders (iCalendar)", "日历文件，含提醒（iCalendar）";
    duty_from: "Because of", "来源";
    months_ahead: "Months", "月份";

    assurances_none: "No assurance is on file.", "尚无保证。";
    assurance_government: "of a government", "政府保证";
    assurance_end_user: "of an end user", "最终用户保证";
    assured: "assured", "向";
    holds: "holds", "有效";
    holds_not: "does not hold", "无效";
    taken_back: "taken back", "已撤回";
    given_on: "given on", "作出日期";
    last_day: "last day", "最后一日";
    said_by: "Said by", "表述者";
    leans: "Shipments that lean on it", "依赖它的批次";
    leans_none: "No shipment leans on it.", "没有批次依赖它。";
    lean: "Let a shipment lean on it", "登记依赖的批次";
    lean_why: "For what", "用途";
    assurance_add: "Write down an assurance", "登记保证";
    assurance_id: "Its name here", "名称";
    assurance_by: "Who gave it", "作出者";
    assurance_to: "To whom", "接受者";
    assurance_of: "Of what, in your own words", "内容（用自己的话）";
    assurance_kind: "What kind", "类型";
    assurance_items: "About which items or codes", "涉及的物项或编码";
    write_down: "Write it down", "登记";
    take_back: "It was taken back", "撤回";

    proposals_none: "Nothing waits for a second person.", "没有等待复核的事项。";
    proposed_by: "asked for by", "提出人";
    agree: "Agree", "同意";
    disagree: "Do not agree", "不同意";
    settled: "Settled", "已处理";
    approved_by: "agreed to by", "同意人";
    rejected_by: "not agreed to by", "不同意人";
    own_proposal: "You asked for it yourself; somebody else has to agree.", "此事项由您提出，须由他人同意。";

    audit_title: "The log", "日志";
    audit_lead: "Everything that was done to the register, in order. Each event names the hash of the one before it, so nothing can be changed, left out or put in without being seen.", "对登记簿的全部操作，按顺序排列。每条事件都含有前一条的哈希，因此任何更改、删除或插入都会被发现。";
    audit_none: "Nothing was done yet.", "尚无操作。";
    audit_verify: "Check everything now", "立即核验";
    audit_verify_lead: "The chain, the signed heads, and that every entry and version says what the log says it said.", "核验哈希链、已签名的树头，以及每笔记录和每个版本是否与日志一致。";
    audit_right: "Nothing is wrong", "未发现问题";
    audit_wrong: "Something is wrong", "发现问题";
    audit_events: "events", "条事件";
    audit_entries: "ledger entries", "笔记录";
    audit_versions: "versions", "个版本";
    audit_root: "Root of the tree", "树根";
    audit_heads: "Signed heads", "已签名的树头";
    audit_heads_lead: "A head says how many events there were and what stands for all of them. Give it to somebody else: with it, anybody can tell later whether the past was changed.", "树头记载事件数量及其总哈希。请交由他人保存：日后凭它可判断历史是否被更改。";
    audit_sign: "Sign the log as it is now", "立即签名";
    audit_signed: "signed on", "签名时间";
    audit_head_file: "The head, to give away", "树头文件";
    audit_grown: "Proof that the log only grew since", "证明此后日志仅有增加";
    audit_export: "The whole log, to check without us", "完整日志（可离线核验）";
    audit_event: "Event", "事件";
    audit_proof: "Proof that this event is in the log", "该事件在日志中的证明";
    audit_object: "Object", "对象";
    audit_by: "By", "操作人";
    audit_at: "At", "时间";
    audit_did: "Did", "操作";
    audit_note: "Note", "备注";
    audit_before: "Digest before", "之前的摘要";
    audit_after: "Digest after", "之后的摘要";
    audit_previous: "Hash of the event before", "前一事件的哈希";
    audit_hash: "Hash of this event", "本事件的哈希";
    audit_only: "Only events of", "仅显示对象";
    audit_all: "All events", "全部事件";
    older: "Older", "更早";
    newer: "Newer", "更新";
    audit_offline: "How to check it elsewhere", "如何在别处核验";
    download: "Download", "下载";
    ledger_file: "The ledger as a table (CSV)", "记录表（CSV）";
}

impl Words {
    pub(crate) fn licence_state(self, state: State) -> &'static str {
        self.pick(state.name(), state.chinese())
    }

    pub(crate) fn entry_kind(self, kind: EntryKind) -> &'static str {
        match kind {
            EntryKind::Reserve => self.pick("reserve", "预留"),
            EntryKind::Draw => self.pick("draw", "核销"),
            EntryKind::Release => self.pick("release", "释放"),
            EntryKind::Correct => self.pick("correct", "更正"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_both_languages() {
        for (name, english, chinese) in ALL {
            assert!(!english.is_empty() && !chinese.is_empty(), "{name}");
            assert!(!chinese.is_ascii(), "{name}: {chinese}");
        }
    }
}
