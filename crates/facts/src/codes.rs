//! Code lists: the closed sets of answers that a fact may take.
//!
//! A code is what an author writes (`DE`, `Dy`, `permanent-magnet-material`); its
//! English and Chinese names are what a reader sees. Codes are stable: a rulebook
//! or a document written with one must keep its meaning, so codes are added at
//! the end of a list or between others, and never given another sense.

mod country;
mod eccn;
mod element;
mod equipment;
mod eu;
mod goods;
mod minerals;
mod technology;
mod us;
mod us_exceptions;
mod use_and_trade;

use std::fmt;

pub(crate) use element::content_facts;

/// One code of a list, with the names that readers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeDefinition {
    /// What authors and documents write.
    pub code: &'static str,
    /// The English name.
    pub english: &'static str,
    /// The Chinese name.
    pub chinese: &'static str,
    /// Other words that people write for it. They are not accepted in a
    /// document; they serve to suggest the right code.
    pub aliases: &'static [&'static str],
}

impl CodeDefinition {
    /// A code with its English and Chinese name.
    pub const fn new(code: &'static str, english: &'static str, chinese: &'static str) -> Self {
        Self {
            code,
            english,
            chinese,
            aliases: &[],
        }
    }

    /// The same code, with other words that people write for it.
    #[must_use]
    pub const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }
}

/// Which list of a [`Vocabulary`](crate::Vocabulary) a code belongs to.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
pub struct CodeListId(u16);

impl CodeListId {
    /// Countries and territories.
    pub const COUNTRY: Self = Self(0);
    /// Chemical elements.
    pub const CHEMICAL_ELEMENT: Self = Self(1);
    /// Kinds of transaction.
    pub const TRANSACTION_KIND: Self = Self(2);
    /// What sort of thing an item is: goods, software, technology or a service.
    pub const ITEM_KIND: Self = Self(3);
    /// The form in which goods are sold.
    pub const ITEM_FORM: Self = Self(4);
    /// Alloy systems.
    pub const ALLOY_SYSTEM: Self = Self(5);
    /// Families of permanent magnets.
    pub const MAGNET_FAMILY: Self = Self(6);
    /// Kinds of deep processing that may take goods out of a magnet entry.
    pub const DEEP_PROCESSING: Self = Self(7);
    /// Kinds of equipment.
    pub const EQUIPMENT_KIND: Self = Self(8);
    /// How a furnace is heated.
    pub const HEATING_METHOD: Self = Self(9);
    /// Reagents and extractants.
    pub const REAGENT: Self = Self(10);
    /// Minerals and ores.
    pub const MINERAL: Self = Self(11);
    /// Fields of rare-earth technology.
    pub const TECHNOLOGY_FIELD: Self = Self(12);
    /// What technology or help is about: the process, or a stage of a line's life.
    pub const TECHNOLOGY_SUBJECT: Self = Self(13);
    /// Purposes of use.
    pub const END_USE_PURPOSE: Self = Self(14);
    /// Export control classification numbers of the United States.
    pub const ECCN: Self = Self(15);
    /// Controls of the Commerce Control List of the United States.
    pub const US_CONTROL: Self = Self(16);
    /// What takes an item out of the Export Administration Regulations.
    pub const US_EXCLUSION: Self = Self(17);
    /// Foreign direct product rules of the United States.
    pub const US_DIRECT_PRODUCT: Self = Self(18);
    /// Lists of part 746 of the Export Administration Regulations.
    pub const US_SUPPLEMENT_746: Self = Self(19);
    /// Licence exceptions of the United States, by paragraph.
    pub const US_LICENCE_EXCEPTION: Self = Self(20);
    /// End uses of part 744 of the Export Administration Regulations.
    pub const US_RESTRICTED_USE: Self = Self(21);
    /// Footnotes of the Entity List of the United States.
    pub const US_ENTITY_FOOTNOTE: Self = Self(22);
    /// Review policies of the Entity List of the United States.
    pub const US_REVIEW_POLICY: Self = Self(23);
    /// Substances and materials that an entry calls by name.
    pub const SUBSTANCE: Self = Self(24);
    /// Uses that set off a control whatever the item is.
    pub const CONTROLLED_USE: Self = Self(25);
    /// On what occasion something leaves.
    pub const SHIPMENT_OCCASION: Self = Self(26);
    /// Union general export authorisations.
    pub const EU_GENERAL_AUTHORISATION: Self = Self(27);
    /// What bars the Union general authorisation for fairs.
    pub const EU_FAIR_BAR: Self = Self(28);
    /// Terms of Union general authorisations EU007 and EU008.
    pub const EU_TERM: Self = Self(29);
    /// What takes technical assistance out of the Union's control.
    pub const EU_ASSISTANCE_EXEMPTION: Self = Self(30);
    /// Kinds of export authorisation of the Union.
    pub const EU_AUTHORISATION_KIND: Self = Self(31);
    /// Kinds of export licence of the United Kingdom.
    pub const UK_LICENCE_KIND: Self = Self(32);

    /// The list at a place in [`Vocabulary::code_lists`](crate::Vocabulary::code_lists).
    ///
    /// For vocabularies of one's own; those of the standard vocabulary have names.
    pub const fn new(index: u16) -> Self {
        Self(index)
    }

    /// The place of the list in [`Vocabulary::code_lists`](crate::Vocabulary::code_lists).
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One code of one list, as a small key.
///
/// The order of codes is the order of the list, which is stable inside one
/// vocabulary and means nothing else.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
pub struct Code {
    /// The list it belongs to.
    pub list: CodeListId,
    /// Its place in the list.
    pub index: u16,
}

/// A closed list of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    name: &'static str,
    english: &'static str,
    chinese: &'static str,
    codes: &'static [CodeDefinition],
    /// Places of the codes, ordered by code, for look-up.
    by_code: Vec<u16>,
}

impl CodeList {
    /// A list with its name (`country`), what one of its codes is called in
    /// English and Chinese (`country or territory`), and its codes.
    ///
    /// At most 65,535 codes are kept; what comes after is left out. Of two
    /// equal codes the first is found.
    pub fn new(
        name: &'static str,
        english: &'static str,
        chinese: &'static str,
        codes: &'static [CodeDefinition],
    ) -> Self {
        let limit = codes.len().min(usize::from(u16::MAX));
        let codes = codes.get(..limit).unwrap_or(codes);
        let mut by_code: Vec<u16> = (0..=u16::MAX).take(codes.len()).collect();
        by_code.sort_by_key(|&place| codes.get(usize::from(place)).map(|code| code.code));
        Self {
            name,
            english,
            chinese,
            codes,
            by_code,
        }
    }

    /// The list's name, as authors of rulebooks write it: `country`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What one of its codes is called: `country or territory`.
    pub fn english(&self) -> &'static str {
        self.english
    }

    /// What one of its codes is called in Chinese.
    pub fn chinese(&self) -> &'static str {
        self.chinese
    }

    /// All codes, in the list's order.
    pub fn codes(&self) -> &'static [CodeDefinition] {
        self.codes
    }

    /// The place of a code in the list; upper and lower case count.
    pub fn find(&self, code: &str) -> Option<u16> {
        let at = self
            .by_code
            .binary_search_by(|&place| {
                self.codes
                    .get(usize::from(place))
                    .map_or("", |definition| definition.code)
                    .cmp(code)
            })
            .ok()?;
        self.by_code.get(at).copied()
    }

    /// The definition at a place.
    pub fn get(&self, index: u16) -> Option<&'static CodeDefinition> {
        self.codes.get(usize::from(index))
    }

    /// The code that a reader probably meant by `text`: its name, another word
    /// for it, the same letters in another case, or one close to it.
    ///
    /// ```
    /// use exeat_facts::{CodeListId, Vocabulary};
    ///
    /// let countries = Vocabulary::standard().code_list(CodeListId::COUNTRY).unwrap();
    /// assert_eq!(countries.nearest("Germany"), Some("DE"));
    /// assert_eq!(countries.nearest("德国"), Some("DE"));
    /// assert_eq!(countries.nearest("pk"), Some("PK"));
    /// assert_eq!(countries.nearest("Atlantis under the sea"), None);
    /// ```
    pub fn nearest(&self, text: &str) -> Option<&'static str> {
        let wanted = fold(text);
        let exact = self.codes.iter().find(|definition| {
            fold(definition.code) == wanted
                || fold(definition.english) == wanted
                || definition.chinese == text.trim()
                || definition.aliases.iter().any(|alias| fold(alias) == wanted)
        });
        if let Some(definition) = exact {
            return Some(definition.code);
        }
        let words = self.codes.iter().flat_map(|definition| {
            let code = (fold(definition.code), definition.code);
            let name = (fold(definition.english), definition.code);
            // A slip of one letter in a code of two makes another code, so short
            // codes are only suggested by name.
            let code = (definition.code.chars().count() > 3).then_some(code);
            code.into_iter().chain([name])
        });
        crate::nearest::nearest(&wanted, words)
    }
}

impl fmt::Display for CodeList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Lower case, and hyphens as spaces, so that `Ore or concentrate` finds
/// `ore-or-concentrate`.
fn fold(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '-' || c == '_' { ' ' } else { c })
        .collect()
}

/// The lists of the standard vocabulary, in the order of the constants of
/// [`CodeListId`].
pub(crate) fn standard_lists() -> Vec<CodeList> {
    vec![
        CodeList::new(
            "country",
            "country or territory",
            "国家或地区",
            country::COUNTRIES,
        ),
        CodeList::new(
            "chemical-element",
            "chemical element",
            "化学元素",
            element::ELEMENTS,
        ),
        CodeList::new(
            "transaction-kind",
            "kind of transaction",
            "交易类型",
            use_and_trade::TRANSACTION_KINDS,
        ),
        CodeList::new("item-kind", "kind of item", "物项类型", goods::ITEM_KINDS),
        CodeList::new(
            "item-form",
            "form of the goods",
            "货物形态",
            goods::ITEM_FORMS,
        ),
        CodeList::new(
            "alloy-system",
            "alloy system",
            "合金体系",
            goods::ALLOY_SYSTEMS,
        ),
        CodeList::new(
            "magnet-family",
            "family of permanent magnets",
            "永磁材料种类",
            goods::MAGNET_FAMILIES,
        ),
        CodeList::new(
            "deep-processing",
            "kind of deep processing",
            "深加工类型",
            goods::DEEP_PROCESSING,
        ),
        CodeList::new(
            "equipment-kind",
            "kind of equipment",
            "设备类型",
            equipment::EQUIPMENT_KINDS,
        ),
        CodeList::new(
            "heating-method",
            "heating method",
            "加热方式",
            equipment::HEATING_METHODS,
        ),
        CodeList::new("reagent", "reagent", "试剂", goods::REAGENTS),
        CodeList::new("mineral", "mineral", "矿物", goods::MINERALS),
        CodeList::new(
            "technology-field",
            "field of technology",
            "技术领域",
            technology::TECHNOLOGY_FIELDS,
        ),
        CodeList::new(
            "technology-subject",
            "subject of the technology",
            "技术内容",
            technology::TECHNOLOGY_SUBJECTS,
        ),
        CodeList::new(
            "end-use-purpose",
            "purpose of use",
            "最终用途类别",
            use_and_trade::END_USE_PURPOSES,
        ),
        CodeList::new(
            "eccn",
            "export control classification number",
            "出口管制分类编码",
            eccn::ECCNS,
        ),
        CodeList::new(
            "us-control",
            "control of the Commerce Control List",
            "商业管制清单管制原因",
            us::US_CONTROLS,
        ),
        CodeList::new(
            "us-exclusion",
            "ground for being outside the regulations",
            "不受条例管辖的原因",
            us::US_EXCLUSIONS,
        ),
        CodeList::new(
            "us-direct-product",
            "foreign direct product rule",
            "外国直接产品规则",
            us::US_DIRECT_PRODUCTS,
        ),
        CodeList::new(
            "us-supplement-746",
            "list of part 746",
            "第746部分清单",
            us::US_SUPPLEMENTS_746,
        ),
        CodeList::new(
            "us-licence-exception",
            "licence exception",
            "许可例外",
            us_exceptions::US_LICENCE_EXCEPTIONS,
        ),
        CodeList::new(
            "us-restricted-use",
            "end use of part 744",
            "第744部分所列最终用途",
            us::US_RESTRICTED_USES,
        ),
        CodeList::new(
            "us-entity-footnote",
            "footnote of the Entity List",
            "实体清单脚注",
            us::US_ENTITY_FOOTNOTES,
        ),
        CodeList::new(
            "us-review-policy",
            "review policy",
            "审查政策",
            us::US_REVIEW_POLICIES,
        ),
        CodeList::new(
            "substance",
            "substance or material by name",
            "物质或材料名称",
            minerals::SUBSTANCES,
        ),
        CodeList::new(
            "controlled-use",
            "use that sets off a control",
            "触发管制的用途",
            eu::CONTROLLED_USES,
        ),
        CodeList::new(
            "shipment-occasion",
            "occasion of the shipment",
            "出口事由",
            eu::SHIPMENT_OCCASIONS,
        ),
        CodeList::new(
            "eu-general-authorisation",
            "Union general export authorisation",
            "欧盟通用出口授权",
            eu::EU_GENERAL_AUTHORISATIONS,
        ),
        CodeList::new(
            "eu-fair-bar",
            "bar of the authorisation for fairs",
            "展会授权的禁用情形",
            eu::EU_FAIR_BARS,
        ),
        CodeList::new(
            "eu-term",
            "term of a Union general authorisation",
            "欧盟通用授权条件",
            eu::EU_TERMS,
        ),
        CodeList::new(
            "eu-assistance-exemption",
            "exemption of technical assistance",
            "技术援助豁免情形",
            eu::EU_ASSISTANCE_EXEMPTIONS,
        ),
        CodeList::new(
            "eu-authorisation-kind",
            "kind of authorisation",
            "授权类型",
            eu::EU_AUTHORISATION_KINDS,
        ),
        CodeList::new(
            "uk-licence-kind",
            "kind of licence",
            "许可类型",
            eu::UK_LICENCE_KINDS,
        ),
    ]
}
