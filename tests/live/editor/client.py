"""A small client of the Language Server Protocol, for one file of one crate."""

import json
import os
import subprocess
import time
from pathlib import Path


class RustAnalyzer:
    def __init__(self, program, crate):
        self.crate = Path(crate)
        self.number = 0
        self.version = 0
        self.is_idle = False
        self.process = subprocess.Popen(
            [program], cwd=crate, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.settings = {"checkOnSave": False}
        markdown = {"contentFormat": ["markdown"]}
        folder = {"uri": self.crate.as_uri(), "name": "fixture"}
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "initializationOptions": self.settings,
                "capabilities": {
                    "textDocument": {"hover": markdown, "completion": {}, "definition": {}, "diagnostic": {}},
                    "workspace": {"configuration": True},
                    "experimental": {"serverStatusNotification": True},
                },
            },
        )
        self.notify("initialized", {})

    def send(self, message):
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.process.stdin.flush()

    def notify(self, method, parameters):
        self.send({"method": method, "params": parameters})

    def receive(self):
        """The next message; what the server asks is answered, what it says of itself is kept."""
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise SystemExit("rust-analyzer has ended")
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            is_settings = message["method"] == "workspace/configuration"
            self.send({"id": message["id"], "result": [self.settings] if is_settings else None})
        if message.get("method") == "experimental/serverStatus":
            self.is_idle = message["params"]["quiescent"]
            if message["params"]["health"] == "error":
                raise SystemExit(message["params"]["message"])
        return message

    def request(self, method, parameters):
        while True:
            self.number += 1
            self.send({"id": self.number, "method": method, "params": parameters})
            response = {}
            while response.get("id") != self.number or "method" in response:
                response = self.receive()
            if "error" not in response:
                return response["result"]
            # The content was modified, or the server was not ready.
            if response["error"]["code"] not in (-32801, -32802):
                raise SystemExit(f"{method}: {response['error']}")
            time.sleep(0.05)

    def open(self, name, text):
        self.file = self.crate / name
        self.text = text
        document = {"uri": self.file.as_uri(), "languageId": "rust", "version": 0, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        while not self.is_idle:
            self.receive()

    def change(self, text):
        self.text = text
        self.version += 1
        document = {"uri": self.file.as_uri(), "version": self.version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def at(self, offset):
        before = self.text[:offset]
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self.file.as_uri()}, "position": position}

    def completions(self, offset):
        result = self.request("textDocument/completion", self.at(offset)) or []
        items = result["items"] if isinstance(result, dict) else result
        # A generic type is shown as `Vec<…>`, and some have aliases in parentheses.
        return [item["label"].split("<")[0].split("(")[0] for item in items]

    def hover(self, offset):
        result = self.request("textDocument/hover", self.at(offset))
        return result["contents"]["value"] if result else ""

    def definitions(self, offset):
        """The line of each target, and of one in another file its name."""
        result = self.request("textDocument/definition", self.at(offset)) or []
        targets = []
        for target in result if isinstance(result, list) else [result]:
            line = target["range"]["start"]["line"]
            if target["uri"] == self.file.as_uri():
                targets.append(self.text.split("\n")[line].strip())
            else:
                targets.append(target["uri"].rsplit("/", 1)[-1])
        return targets

    def renamed(self, offset):
        """The words that another name takes the place of."""
        result = self.request("textDocument/rename", {**self.at(offset), "newName": "other"})
        lines = self.text.split("\n")
        changes = list(result.get("changes", {}).values())
        changes += [change["edits"] for change in result.get("documentChanges", [])]
        words = set()
        for edit in sum(changes, []):
            begin, end = edit["range"]["start"], edit["range"]["end"]
            words.add(lines[begin["line"]][begin["character"] : end["character"]])
        return sorted(words)

    def diagnostics(self):
        """Line and message of each of its own diagnostics."""
        parameters = {"textDocument": {"uri": self.file.as_uri()}}
        result = self.request("textDocument/diagnostic", parameters)
        return [(item["range"]["start"]["line"] + 1, item["message"].split("\n")[0]) for item in result["items"]]

    def close(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.wait(10)
