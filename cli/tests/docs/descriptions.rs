//! Descriptions at random, the same at every run: whatever Markdown has, in each other and beside each other.

/// Info strings that rustdoc takes for Rust, and some that it does not.
const INFOS: [&str; 28] = [
    "",
    "rust",
    "rust,no_run",
    "no_run",
    "ignore",
    "ignore-windows",
    "should_panic",
    "compile_fail",
    "compile_fail,E0382",
    "E0277",
    "edition2021",
    "edition2018,rust",
    "test_harness",
    "standalone_crate",
    "custom",
    "{.rust}",
    "{class=\"x\"}",
    "{",
    "(comment)",
    "=",
    "Rust",
    " rust ",
    "rust text",
    "text",
    "json",
    "bash,rust",
    "\trust",
    "text\u{a0}rust",
];

const HTML: [&str; 12] = [
    "<div>",
    "</div>",
    "<pre>",
    "<!--",
    "-->",
    "<script>",
    "<b>",
    "<br>",
    "<?php",
    "<![CDATA[",
    "<textarea>",
    "<custom-x a='1'>",
];

const MARKS: [&str; 40] = [
    "`", "``", "```", "````", "~", "~~", "~~~", "*", "**", "_", "__", "[", "]", "(", ")", "<", ">",
    "!", "![", "\\", "&", "&#10;", "&#9;", "&lt;", "|", "#", "-", "+", "=", ":", "1.", "\t",
    "    ", "  ", "\n", "\r", "\r\n", "\0", "\u{202e}", "&#x202e;",
];

/// A generator (xorshift), and the number of the next word.
pub(crate) struct Random {
    state: u64,
    word: usize,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            word: 0,
        };
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 16).unwrap_or_default() % end
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// A word that no other description has in the same place.
    fn word(&mut self) -> String {
        self.word += 1;
        let number = self.word;
        match self.below(6) {
            0 => format!("fooBar{number}"),
            1 => format!("a_b{number}"),
            _ => format!("w{number}"),
        }
    }

    pub(crate) fn description(&mut self) -> String {
        let count = 1 + self.below(4);
        let mut text = self.blocks(count, 0);
        // Some are cut off, or have a mark where none belongs.
        if self.one_in(4) {
            let at = self.below(text.len() + 1);
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at));
            let mark = self.of(&MARKS);
            text.insert_str(at.unwrap_or_default(), mark);
        }
        if self.one_in(12) {
            text = text.replace('\n', "\r\n");
        }
        text
    }

    fn blocks(&mut self, count: usize, depth: usize) -> String {
        let mut text = String::new();
        for i in 0..count {
            if i > 0 {
                text.push_str(if self.one_in(3) { "\n" } else { "\n\n" });
            }
            text.push_str(&self.block(depth));
        }
        text
    }

    fn block(&mut self, depth: usize) -> String {
        let is_deep = depth > 3;
        match self.below(if is_deep { 9 } else { 15 }) {
            0 | 1 => self.inline(),
            2 => self.fence(),
            3 => {
                let indent = self.of(&["    ", "\t", "     ", "  \t", "&#32;   "]);
                format!(
                    "{indent}let {} = 1;\n{indent}{}();",
                    self.word(),
                    self.word()
                )
            }
            4 => format!("{} {}", "#".repeat(1 + self.below(7)), self.inline()),
            5 => {
                let line = self.of(&["===", "---", "- - -", "***", "="]);
                format!("{}\n{line}", self.inline())
            }
            6 => {
                let (open, close) = (self.of(&HTML), self.of(&HTML));
                let inner = if self.one_in(2) {
                    self.fence()
                } else {
                    self.inline()
                };
                let blank = self.of(&["\n", "\n\n", " "]);
                format!("{open}{blank}{inner}{blank}{close}")
            }
            7 => self.table(),
            8 => {
                let mut marks = String::new();
                for _ in 0..=self.below(12) {
                    let word = self.word();
                    let mark = self.of(&MARKS);
                    marks.push_str(mark);
                    if self.one_in(2) {
                        marks.push_str(&word);
                    }
                }
                marks
            }
            9..=11 => self.list(depth),
            12 | 13 => {
                let count = 1 + self.below(2);
                let mark = self.of(&["> ", ">", ">     ", ">\t", " > "]);
                let lazy = self.one_in(4);
                let inner = self.blocks(count, depth + 1);
                let lines = inner.split('\n').enumerate();
                let lines = lines.map(|(i, line)| {
                    if lazy && i > 0 {
                        line.to_owned()
                    } else {
                        format!("{mark}{line}")
                    }
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            _ => {
                let label = self.of(&["^1", "^note", "ref", "REF", "1"]);
                let count = 1 + self.below(2);
                let inner = self.blocks(count, depth + 1);
                format!("[{label}]: {}", inner.replace('\n', "\n    "))
            }
        }
    }

    fn list(&mut self, depth: usize) -> String {
        let marker = self.of(&[
            "- ", "* ", "+ ", "1. ", "7) ", "-    ", "-\t", "10. ", "- [ ] ", "-",
        ]);
        let indent = self.of(&["  ", "   ", "    ", "\t", " ", ""]);
        let between = self.of(&["\n", "\n\n"]);
        let items = 1 + self.below(3);
        let item = |random: &mut Self| {
            let count = 1 + random.below(2);
            let inner = random.blocks(count, depth + 1);
            format!("{marker}{}", inner.replace('\n', &format!("\n{indent}")))
        };
        let items: Vec<String> = (0..items).map(|_| item(self)).collect();
        items.join(between)
    }

    fn fence(&mut self) -> String {
        let mark = self.of(&["`", "~"]).repeat(3 + self.below(4));
        let info = self.of(&INFOS);
        let indent = self.of(&["", "", " ", "   ", "\t"]);
        let inner = match self.below(4) {
            0 => format!("```\n{}\n```", self.word()),
            1 => format!("~~~rust\n{}\n~~~", self.word()),
            2 => format!(
                "std::fs::write(\"{}\", \"y\").unwrap();\n\n    {}",
                self.word(),
                self.word()
            ),
            _ => self.word(),
        };
        let end = match self.below(6) {
            0 => String::new(),
            1 => format!("{indent}{mark}`"),
            2 => format!("{mark} text"),
            _ => format!("{indent}{mark}"),
        };
        format!("{indent}{mark}{info}\n{inner}\n{end}")
    }

    fn table(&mut self) -> String {
        let mut text = format!(
            "| {} | {} |\n|---|:-:|",
            self.inline_word(),
            self.inline_word()
        );
        for _ in 0..self.below(3) {
            let (first, second) = (self.inline_word(), self.inline_word());
            text.extend(["\n| ", &first, " | ", &second, " |"]);
        }
        text
    }

    fn inline(&mut self) -> String {
        let mut text = String::new();
        for i in 0..=self.below(6) {
            if i > 0 {
                let space = self.of(&[" ", " ", " ", "\n", "  \n", "\\\n", ""]);
                text.push_str(space);
            }
            text.push_str(&self.inline_word());
        }
        text
    }

    fn inline_word(&mut self) -> String {
        let word = self.word();
        match self.below(18) {
            0 => format!("`{word}`"),
            1 => format!("`` {word} ` ``"),
            2 => format!("*{word}*"),
            3 => format!("**{word}**"),
            4 => format!("_{word}_"),
            5 => format!("~~{word}~~"),
            6 => format!("[{word}](https://x.test/{word})"),
            7 => format!("[{word}][ref]"),
            8 => format!("[{word}]"),
            9 => format!("{word}[^1]"),
            10 => format!("<b>{word}</b>"),
            11 => format!("![{word}](https://x.test/a.png \"{word}\")"),
            12 => format!("<https://x.test/{word}>"),
            13 => format!("{word}&lt;{word}&gt;"),
            14 => format!("{}{word}", self.of(&MARKS)),
            15 => format!("https://x.test/{word}."),
            _ => word,
        }
    }
}
