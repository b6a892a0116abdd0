"""What rust-analyzer shows of a declaration, whole and half-written: the tables of docs/editor.md.

Usage: suite.py RUST_ANALYZER CRATE. An edit is a text of the fixture and what takes its place; `‸` is the cursor.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from client import RustAnalyzer

CODECS = ["Empty", "Form", "Json", "Multipart", "NdJson", "Raw", "Sse", "Stream", "Text", "Whole"]
OPTIONS = ["auth", "base", "body", "errors", "header", "idempotency_key", "idempotent", "max_response", "max_retries", "message", "non_exhaustive", "required", "serve", "timeout"]
METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]
QUERY = ["Display", "Json", "flag", "flatten", "style"]
STYLES = ["brackets", "csv", "deep", "pipes", "repeat", "spaces"]
FORM_STYLES = ["brackets", "csv", "repeat"]
TYPES = ["Link", "Problem", "String", "Vec"]

# Edit; what is offered; the most items there may be.
COMPLETIONS = [
    ("200 => Link,", "200 => ‸,", TYPES, 140),
    ("200 => Link,", "200 => Li‸,", TYPES, 140),
    ("409 => Problem,", "409 => ‸", TYPES, 140),
    ("Rejected(Vec<Problem>)", "Rejected(Pr‸)", TYPES, 140),
    ("Rejected(Vec<Problem>)", "Rejected(Vec<Pr‸>)", TYPES, 140),
    ("session: String", "session: St‸", TYPES, 140),
    ("session: String", "session: ‸", TYPES, 140),
    ("String as Text", "String as Te‸", [*CODECS, "Enveloped"], 30),
    ("String as Text", "String as ‸", [*CODECS, "Enveloped"], 30),
    ("auth = Basic", "auth = Ba‸", ["ApiKey", "Basic", "Bearer", "none", "AdminKey"], 24),
    ("auth = Basic", "auth = ‸", ["ApiKey", "Basic", "Bearer", "none", "AdminKey"], 24),
    ("auth = Basic", "auth = Basic | no‸", ["ApiKey", "Basic", "Bearer", "none", "AdminKey"], 24),
    ("auth = Basic", "body = Fo‸", [*CODECS, "Enveloped"], 30),
    ("auth = Basic", "body = Form(‸)", ["lists"], 3),
    ("auth = Basic", "body = Form(li‸)", ["lists"], 3),
    ("auth = Basic", "body = Form(lists = ‸)", FORM_STYLES, 5),
    ("auth = Basic", "body = Form(lists = br‸)", FORM_STYLES, 5),
    ("auth = Basic", "errors = ‸", TYPES, 140),
    ('timeout = "5s"', "tim‸", OPTIONS, 16),
    ("    200 =>", "    ‸\n    200 =>", OPTIONS, 16),
    ("    200 =>", "    max_r‸\n    200 =>", OPTIONS, 16),
    ("endpoint(PUT,", "endpoint(P‸,", METHODS, 10),
    ("200 => Page<T>", "200 => Pa‸<T>", [*TYPES, "Page"], 140),
    ("410 => Gone", "‸, 410 => Gone", OPTIONS, 16),
    ('api(timeout = "7s"', "api(auth = Ba‸", ["ApiKey", "Basic", "Bearer", "none"], 22),
    ('api(timeout = "7s"', "api(tim‸", OPTIONS, 16),
    ("auth = none, 200", "auth = ‸, 200", ["ApiKey", "Basic", "Bearer", "none"], 22),
    ("200 => Vec<Link>", "200 => Li‸", ["Link", "Vec"], 140),
    ("#[query(Json)]", "#[query(‸)]", QUERY, 7),
    ("#[query(Json)]", "#[query(Js‸)]", QUERY, 7),
    ("#[query(Json)]", '#[query("range", st‸)]', QUERY, 7),
    ("#[query(Json)]", "#[query(style = ‸)]", STYLES, 8),
    ("#[query(Json)]", "#[query(style = c‸)]\n    #[secret]", STYLES, 8),
    ("style = pipes, Display", "style = ‸, Display", STYLES, 8),
    ("style = pipes, Display", "style = pipes, D‸", QUERY, 7),
    ("(style = matrix)", "(s‸)", ["style"], 3),
    ("(style = matrix)", "(style = ‸)", ["csv", "label", "matrix"], 5),
    ('"X-Mode", Display', '"X-Mode", D‸', ["Display"], 3),
    ('"X-Mode", Display', '"X-Mode", ‸', ["Display"], 3),
    ("#[body(Text)]", "#[body(T‸)]", [*CODECS, "Enveloped"], 30),
    ("#[body(Text)]", "#[body(Form(lists = ‸))]", FORM_STYLES, 5),
    ("#[body(Text)]", "#[body(‸)]", [*CODECS, "Enveloped"], 30),
    ("#[body(Text)]", '#[part("text", Ra‸)]', [*CODECS, "Enveloped"], 30),
    ("pub name: String,\n    }", "#[query(st‸)]\n        pub name: String,\n    }", QUERY, 7),
    ("pub text: String", "pub text: String,\n    #[query(st‸)] pub na", QUERY, 7),
    ("link.name,", "link.‸,", ["name"], 60),
    ("    pub last: u8", "    #[serde(‸)]\n    pub last: u8", ["rename", "default", "flatten", "with"], 14),
    ("default)]", "de‸)]", ["rename", "default", "flatten", "with"], 14),
    ('rename_all = "camelCase"', "ren‸", ["rename_all", "tag", "untagged", "deny_unknown_fields"], 17),
    ('alias = "shut"', "al‸", ["rename", "alias", "other"], 13),
]

# Where the cursor stands; where it leads.
DEFINITIONS = [
    ("/<‸id>", ["pub id: String,"]),
    ("/<‸name>", ["pub name: String,"]),
    ("=> P‸age<T>", ["pub struct Page<T> {"]),
    ("=> L‸ink,", ["pub struct Link {"]),
    ("Vec<P‸roblem>", ["pub struct Problem {"]),
    ("409 => P‸roblem", ["pub struct Problem {"]),
    ("Option<L‸ink> }", ["pub struct Link {"]),
    ("S‸tring as", ["string.rs"]),
    ("as T‸ext", ["text.rs"]),
    ("auth = B‸asic", ["basic.rs"]),
    ("body(T‸ext", ["text.rs"]),
    ("UpdateLink::n‸ew", ["pub struct UpdateLink {"]),
    (".c‸all(client)", ["pub struct UpdateLink {"]),
    (".t‸oken(", ["pub token: Option<String>,"]),
    ("pub struct U‸pdateLink", ["pub struct UpdateLink {"]),
    ("is_r‸ejected", ["400 | 404 => Rejected(Vec<Problem>),"]),
    ("UpdateLinkError::R‸ejected", ["400 | 404 => Rejected(Vec<Problem>),"]),
    ("read(owner).f‸ull_name", ["pub full_name: String,"]),
    ("Event::C‸losed { by }", ["Closed { by: Owner },"]),
    ("C‸losed { by: O", ["Closed { by: Owner },"]),
    ("required.s‸ession", ["428 => TokenRequired { session: String, link: Option<Link> },"]),
]

# Where the cursor stands; what is shown; what is not: the docs of something else.
HOVERS = [
    ("#[e‸ndpoint", ["In short", "Rejected(Vec<Problem>)"], ["](", "deserialize"]),
    ("P‸UT,", ["Idempotent"], []),
    ("t‸imeout =", ["how long a call may take"], []),
    ("auth = B‸asic", ["A user id and a password"], []),
    ("=> L‸ink,", ["A link."], ["Json", "codec"]),
    ("session: S‸tring", ["growable string"], ["inline_struct", "Slots"]),
    ("as T‸ext", ["struct Text"], []),
    ("s‸tyle = pipes", ["how a list or a map is written"], []),
    ("style = p‸ipes", ["separated by `|`"], []),
    ("style = m‸atrix", ["ids=a,b"], []),
    ("query(J‸son", ["the value as JSON"], ["struct Json"]),
    ('"X-Mode", D‸isplay', ["not by serde"], []),
    ("body(T‸ext", ["struct Text"], []),
    ("UpdateLink::n‸ew", ["from its required fields"], []),
    (".t‸oken(", ["token"], []),
    ("pub struct U‸pdateLink", ["Updates the credentials"], ["Sends the request", "required fields", "Provides"]),
    ("pub i‸d: String", ["The link to update."], []),
    ("d‸efault)]", ["where it is absent"], []),
    ('t‸ag = "type"', ["which variant"], []),
    ("(owner: &O‸wner", ["What owns a link."], ["Slots"]),
]

# What is renamed; the words that another name takes the place of.
RENAMES = [
    ("pub struct U‸pdateLink", ["UpdateLink", "UpdateLinkError", "UpdateLinkOutput"]),
    ("R‸ejected(Vec", ["Rejected"]),
    ("428 => T‸okenRequired", ["TokenRequired"]),
    ("{ s‸ession:", ["session"]),
    ("pub t‸oken:", ["token"]),
]

# Name; edit; what the message begins with, or none where only the compiler can know.
STATES = [
    ("`200 => ,`", "200 => Link", "200 => ", "an arm without a response type"),
    ("`200`", "200 => Link", "200", "a status without a response type"),
    ("`409 =>`", "409 => Problem", "409 =>", "an arm without a response type"),
    ("`42 => …`", "428 =>", "42 =>", "`42` is not a status"),
    ("`400 | => …`", "400 | 404", "400 |", "a status is missing after `|`"),
    ("`409 = Problem`", "409 =>", "409 =", "`=` between a status and its response type"),
    ("`Rejected()`", "Vec<Problem>", "", "`Rejected()` has no type"),
    ("`Rejected(Vec<)`", "Vec<Problem>", "Vec<", "`<` is never closed"),
    ("`200 => Vec<,`", "200 => Link", "200 => Vec<", "`<` is never closed"),
    ("`session:` in place", "session: String", "session: ", "field `session` has no type"),
    ("`session` in place", "session: String", "session", "field `session` has no type"),
    ("`String as`", "String as Text", "String as", "`as` without a codec"),
    ("`String as Te`", "String as Text", "String as Te", None),
    ("`200 => Li`", "200 => Link", "200 => Li", None),
    ("`auth = Ba`", "auth = Basic", "auth = Ba", None),
    ("`auth = ,`", "auth = Basic", "auth = ", "`auth` needs a value"),
    ("`auht = Basic`", "auth = Basic", "auht = Basic", "unknown option `auht`; did you mean `auth`?"),
    ("`#[api(timeot = …)]`", 'timeout = "7s"', 'timeot = "7s"', "unknown option `timeot`; did you mean `timeout`?"),
    ("`200 => ,` in `#[api]`", "200 => Vec<Link>", "200 => ", "an arm without a response type"),
    ("`200 => ,` with parameters", "200 => Page<T>", "200 => ", "an arm without a response type"),
    ("`tim,`", 'timeout = "5s"', "tim", "unknown option `tim`; did you mean `timeout`?"),
    ("`tim` above an arm", "    200 =>", "    tim\n    200 =>", "unknown option `tim`; did you mean `timeout`?"),
    ("`timeout = 5`", '"5s"', "5", "expected a number with its unit"),
    ("`P,`", "PUT", "P", "unknown method `P`"),
    ("`/<i`", "<id>", "<i", "unclosed path parameter"),
    ("`<extra>` without field", "<id>", "<id>/<extra>", "no field `extra`"),
    ("no comma after the method", "PUT,", "PUT", "a comma is missing after the method"),
    ("no comma after the template", '/",', '/"', "unexpected after the path"),
    ("no comma after `auth = Basic`", "Basic,\n    timeout", "Basic\n    timeout", "unexpected after the value"),
    ("no comma before an arm", '"5s",', '"5s"', "unexpected after the value"),
    ("no comma after an arm", "Link,\n    202", "Link\n    202", "unexpected after an arm"),
    ("`#[header()]`", "    pub token", "    #[header()]\n    pub token", "`#[header]` needs a header name"),
    ("`#[query(st)]`", "#[query(Json)]", "#[query(st)]", "unknown word `st`"),
    ("`#[query(style = )]`", "#[query(Json)]", "#[query(style = )]", "`style` needs a value"),
    ("`#[query(style = pi)]`", "#[query(Json)]", "#[query(style = pi)]", "unknown style `pi`"),
    ("`#[path(style = )]`", "style = matrix", "style = ", "expected a style"),
    ('`#[header("X-Mode", D)]`', '"X-Mode", Display', '"X-Mode", D', "unexpected after the name"),
    ("`#[body()]`", "body(Text)", "body()", "`#[body()]` names no codec"),
    ("`#[body(Te)]`", "body(Text)", "body(Te)", None),
    ("field `na`", "    pub password", "    pub na\n    pub password", "Syntax Error"),
    ("field `na:`", "    pub password", "    pub na:\n    pub password", "Syntax Error"),
    ("last field `na:`", "Option<String>,\n}", "Option<String>,\n    pub na:\n}", "Syntax Error"),
    ("last field `na: Vec<`", "Option<String>,\n}", "Option<String>,\n    pub na: Vec<\n}", "Syntax Error"),
    ("field `id: ,`", "pub id: String", "pub id: ", "Syntax Error"),
]

# A type that is read, half-written: as above. Where its fields are used, they are still completed, and lead to their declaration.
READ = [
    ("field `na`", "    pub last: u8", "    pub na\n    pub last: u8", "Syntax Error"),
    ("last field `na`", "    pub last: u8,", "    pub last: u8,\n    pub na", "Syntax Error"),
    ("field `last:`", "    pub last: u8,", "    pub last:,", "Syntax Error"),
    ("last field `last:`", "    pub last: u8,", "    pub last:", "Syntax Error"),
    ("field `last: Vec<`", "    pub last: u8,", "    pub last: Vec<", "Syntax Error"),
    ("field `last: Opt`", "    pub last: u8,", "    pub last: Opt,", None),
    ("`#[serde` on a field", "    pub last", "    #[serde\n    pub last", "Syntax Error"),
    ("`#[serde()]`", "default)]", ")]", False),
    ("`#[serde(ren)]`", "    pub last", "    #[serde(ren)]\n    pub last", "unknown serde field attribute `ren`"),
    ("`#[serde(rename)]`", "    pub last", "    #[serde(rename)]\n    pub last", "`rename` needs a value"),
    ("`#[serde(rename = )]`", "    pub last", "    #[serde(rename = )]\n    pub last", "`rename` needs a value"),
    ("`#[serde(…, defa)]`", "default)]", "defa)]", "unknown serde field attribute `defa`"),
    ("`#[serde(default = )]`", "default)]", "default = )]", "`default` needs a value"),
    ('`#[serde(default = "now")]`', "    pub last", '    #[serde(default = "now")]\n    pub last', None),
    ("`#[sere(default)]`", "    pub last", "    #[sere(default)]\n    pub last", None),
    ("`#[serde(rename_all = )]`", '"camelCase"', "", "`rename_all` needs a value"),
    ('`#[serde(rename_all = "camelC")]`', '"camelCase"', '"camelC"', "unknown rename rule"),
    ("variant `Lost { at }`", "    Opened { at", "    Lost { at },\n    Opened { at", "Syntax Error"),
    ("variant `Lost { at: }`", "    Opened { at", "    Lost { at: },\n    Opened { at", "Syntax Error"),
    ("variant `Lost(`", "    Opened { at", "    Lost(\n    Opened { at", "Syntax Error"),
    ("variant `Lost()`", "    Opened { at", "    Lost(),\n    Opened { at", None),
    ("variant `Lost(Own)`", "    Opened { at", "    Lost(Own),\n    Opened { at", None),
    ("`#[serde(ren)]` on a variant", "    Opened { at", "    #[serde(ren)]\n    Opened { at", "unknown serde variant attribute `ren`"),
    ("`#[serde(alias)]` on a variant", 'alias = "shut"', "alias", "`alias` needs a value"),
    ("`#[serde(tag = )]`", '"type"', "", "`tag` needs a value"),
    ("`#[serde(ta)]`", 'tag = "type"', "ta", "unknown serde container attribute `ta`"),
]

class Report:
    def __init__(self):
        self.wrong = []

    def line(self, what, shown, is_right):
        print(f"  {'' if is_right else 'WRONG '}{what}: {shown}")
        if not is_right:
            self.wrong.append(what)


def cursor(base, marked):
    """Where `‸` stands in the text that has `marked` without it."""
    before, after = marked.split("‸")
    assert base.count(before + after) >= 1, marked
    return base.index(before + after) + len(before)


def edited(base, old, new):
    assert old in base, old
    return base.replace(old, new, 1)


def completions(editor, base, report):
    print("completion")
    for old, new, expected, most in COMPLETIONS:
        editor.change(edited(base, old, new.replace("‸", "")))
        items = editor.completions(base.index(old) + new.index("‸"))
        missing = [word for word in expected if word not in items]
        ours = [item for item in items if item.startswith("__")]
        is_right = not missing and not ours and len(items) <= most
        shown = f"{len(items)} items" + (f", not {missing}" if missing else "") + (f", but {ours}" if ours else "")
        report.line(new.strip().replace("\n", "⏎"), shown, is_right)


def definitions(editor, base, report):
    print("definition")
    editor.change(base)
    for marked, expected in DEFINITIONS:
        targets = editor.definitions(cursor(base, marked))
        report.line(marked, targets, targets == expected)


def hovers(editor, base, report):
    print("hover")
    editor.change(base)
    for marked, expected, foreign in HOVERS:
        text = editor.hover(cursor(base, marked))
        is_right = all(word in text for word in expected) and not any(word in text for word in foreign)
        report.line(marked, f"{len(text)} characters" if is_right else text[:500], is_right)


def renames(editor, base, report):
    print("rename")
    editor.change(base)
    for marked, expected in RENAMES:
        words = editor.renamed(cursor(base, marked))
        report.line(marked, words, words == expected)


def states(editor, base, crate, report):
    print("half-written: the diagnostics of rust-analyzer, and the errors of rustc")
    for name, old, new, expected in STATES:
        state(editor, base, crate, report, name, edited(base, old, new), expected)
    print("half-written, what is read")
    for name, old, new, expected in READ:
        text = edited(base, old, new)
        state(editor, base, crate, report, name, text, expected)
        use = text.index("read(owner).full_name") + len("read(owner).")
        known = editor.definitions(use), editor.completions(use), editor.hover(text.index("&Owner, event") + 1)
        is_known = known[0] == ["pub full_name: String,"] and {"full_name", "mail"} <= set(known[1]) and "What owns a link." in known[2]
        if not is_known:
            report.line(f"{name}, where it is used", known, False)


def state(editor, base, crate, report, name, text, expected):
    """One message of each, or none of rust-analyzer's where `expected` is None, and none at all where it is False."""
    editor.change(text)
    found = editor.diagnostics()
    # The parser of Rust itself finds an unfinished field, and says several things about one place.
    found = sorted({(line, "Syntax Error" if "Syntax" in message else message) for line, message in found})
    uses = base.index("pub async fn update")
    first_use = text[: uses + len(text) - len(base)].count("\n") + 1
    errors = compiled(crate, text)
    is_right = len(found) == (1 if expected else 0) and len(errors) == (0 if expected is False else 1)
    is_right = is_right and all(line < first_use for line, _ in found + errors)
    is_right = is_right and all(message.startswith(expected) for _, message in found)
    if expected and not expected.startswith("Syntax"):
        is_right = is_right and all(message.startswith(expected) for _, message in errors)
    report.line(name, f"{len(found)}, {len(errors)}" if is_right else f"{found}, {errors}", is_right)


def compiled(crate, text):
    """Line and message of each error of rustc."""
    source = Path(crate, "src", "lib.rs")
    whole = source.read_text()
    source.write_text(text)
    command = ["cargo", "check", "--quiet", "--message-format=json"]
    output = subprocess.run(command, cwd=crate, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    source.write_text(whole)
    errors = []
    for line in output.splitlines():
        message = json.loads(line).get("message") or {}
        if message.get("level") == "error" and message["spans"]:
            place = next(span for span in message["spans"] if span["is_primary"])
            errors.append((place["line_start"], message["message"].split("\n")[0]))
    return errors


def main():
    program, crate = sys.argv[1:]
    base = Path(crate, "src", "lib.rs").read_text()
    report = Report()
    editor = RustAnalyzer(program, crate)
    editor.open("src/lib.rs", base)
    found, errors = editor.diagnostics(), compiled(crate, base)
    report.line("the whole declaration", found + errors, not found and not errors)
    completions(editor, base, report)
    definitions(editor, base, report)
    hovers(editor, base, report)
    renames(editor, base, report)
    states(editor, base, crate, report)
    editor.close()
    if report.wrong:
        raise SystemExit(f"{len(report.wrong)} are wrong: " + "; ".join(report.wrong))
    print("all are right")


main()
