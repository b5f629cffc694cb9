//! Words and signs that deny, that share, that name machines, and the forms of goods by what they mean for others.

/// Words around an element that deny it.
pub(super) const DENIED_BEFORE: &[&str] = &[
    "free from ",
    "zero ",
    "w/o ",
    "excluding ",
    "不添加",
    "未添加",
    "未含",
    "不加",
    "零",
    "no ",
    "without ",
    "free of ",
    "无",
    "不含",
    "non-",
];
pub(super) const DENIED_AFTER: &[&str] = &[
    "all not",
    "all n.d.",
    "all nd",
    "all zero",
    "all 0",
    "each 0",
    "each nd",
    "each <",
    "not added",
    "not present",
    "below detection",
    "below lod",
    "均未检出",
    "均未添加",
    "均不含",
    "均为0",
    "未添加",
    "各0",
    "nd,",
    "nd;",
    "n/d",
    "-free",
    " free",
    "n.d.",
    "n.d",
    "nd)",
    "not detected",
    "nil",
    "none",
    "<lod",
    "absent",
    "未检出",
    "未检测出",
];
/// Words that deny what was looked for and not found, whatever figure stands before them.
pub(super) const NOT_FOUND: &[&str] = &[
    "not detected",
    "none detected",
    "not found",
    "undetected",
    "below detection",
    "n.d.",
    "均未检出",
    "未检出",
    "未检测出",
    "未测出",
    "未发现",
];
/// What may stand between elements that share a denial.
pub(super) const SHARED: &[&str] = &[
    "/", ",", "and", "or", "&", "+", "nor", "和", "或", "及", "与", ", and", ", or",
];
/// Words around an element that make it a dopant.
pub(super) const DOPED_BEFORE: &[&str] = &["doped with ", "掺", ":"];
pub(super) const DOPED_AFTER: &[&str] = &["-doped", " doped", "掺杂", ":"];

/// Elements whose traces give goods their name.
pub(super) const RARE_EARTHS: &[&str] = &[
    "Sc", "Y", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb",
    "Lu",
];

/// Semiconductors of wide gap whose substrates are listed.
pub(super) const WIDE_GAP: &[&[&str]] = &[
    &["Ga", "N"],
    &["Ga", "O"],
    &["Al", "N"],
    &["Al", "Ga", "N"],
    &["Si", "C"],
];

/// Forms of machines, which are not made of what their names say.
pub(super) const MACHINES: &[&str] = &["equipment", "equipment-part"];
/// Forms of what is about goods: what it is for says what it is.
pub(super) const ABOUT_GOODS: &[&str] = &["equipment", "equipment-part", "carrier-of-technology"];

/// Forms of materials other than plain metal, of which no part is a machine.
pub(super) const MATERIALS: &[&str] = &[
    "crystal",
    "compound",
    "oxide",
    "mixture",
    "sputtering-target",
    "permanent-magnet-material",
    "ore-or-concentrate",
    "chemical-reagent",
    "luminescent-material",
    "optical-fibre-material",
    "battery-material",
    "graphite",
    "superhard-material",
    "scrap",
    "battery",
];

/// Of those, forms that are what devices are made with, whatever devices are named.
pub(super) const BY_THEMSELVES: &[&str] = &[
    "crystal",
    "oxide",
    "sputtering-target",
    "permanent-magnet-material",
    "ore-or-concentrate",
    "luminescent-material",
    "optical-fibre-material",
    "battery-material",
    "battery",
];

/// Words by which a description calls a machine, as its last ones.
pub(super) const MACHINE_NOUNS: &[&str] = &[
    "machine",
    "machines",
    "machinery",
    "furnace",
    "furnaces",
    "press",
    "kiln",
    "equipment",
    "coater",
    "extractor",
    "settler",
    "mixer",
    "grinder",
    "winder",
    "stacker",
    "filler",
    "reactor",
    "crusher",
    "puller",
    "oven",
    "dryer",
    "drier",
    "lathe",
    "centrifuge",
    "evaporator",
    "classifier",
    "line",
    "plant",
    "rectifier",
    "welder",
    "printer",
    "gluer",
    "feeder",
    "spectrometer",
    "pump",
    "valve",
    "camera",
    "laser",
    "gauge",
    "manometer",
    "analyser",
    "analyzer",
    "interferometer",
    "microscope",
    "accelerometer",
    "gyroscope",
    "gyro",
    "radar",
    "sonar",
    "antenna",
    "amplifier",
    "receiver",
    "transmitter",
    "oscilloscope",
    "encoder",
    "robot",
    "autoclave",
    "fermenter",
    "incinerator",
    "synthesizer",
    "synthesiser",
    "exchanger",
    "recorder",
    "microscope",
    "monitor",
    "telescope",
    "turntable",
];
/// Ends of Chinese names of machines, and words that end so and are none.
pub(super) const MACHINE_ENDS: &[&str] = &[
    "机",
    "炉",
    "设备",
    "装置",
    "生产线",
    "窑",
    "釜",
    "槽",
    "机组",
    "产线",
    "柜",
    "换热器",
    "反应器",
    "激光器",
    "变频器",
    "阀",
    "泵",
    "塔",
];
pub(super) const NO_MACHINES: &[&str] = &[
    "手机",
    "相机",
    "计算机",
    "飞机",
    "无人机",
    "发动机",
    "电动机",
    "电机",
    "直升机",
    "摄像机",
    "有机",
    "无机",
];
