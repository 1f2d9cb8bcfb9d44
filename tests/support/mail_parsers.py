"""How other programs read letters: each prints subject, names of people, names of files, as JSON.

`READERS` has a row for each: what it is, the command that reads the files put behind it, and a
command that succeeds where it is installed. Programs of node lie beside the Open XML SDK.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_PYTHON = """
import email, email.policy, json, sys
out = []
for path in sys.argv[1:]:
    m = email.message_from_bytes(open(path, 'rb').read(), policy=email.policy.default)
    out.append([m['subject'], m['from'].addresses[0].display_name,
                m['to'].addresses[0].display_name,
                [p.get_filename() for p in m.walk() if p.get_content_disposition() == 'attachment'],
                [len(p.get_content()) for p in m.iter_attachments()]])
print(json.dumps(out))
"""
_OLD_PYTHON = """
import email, json, sys
from email.header import decode_header, make_header
from email.utils import collapse_rfc2231_value, parseaddr
def words(text): return str(make_header(decode_header(text)))
out = []
for path in sys.argv[1:]:
    m = email.message_from_bytes(open(path, 'rb').read())
    files = [p for p in m.walk() if p.get('Content-Disposition', '').startswith('attachment')]
    out.append([words(m['subject']), words(parseaddr(m['from'])[0]), words(parseaddr(m['to'])[0]),
                [p.get_filename() for p in files],
                [len(p.get_payload(decode=True)) for p in files]])
print(json.dumps(out))
"""
_GMIME = """
import json, sys, gi
gi.require_version('GMime', '3.0')
from gi.repository import GMime
GMime.init()
out = []
for path in sys.argv[1:]:
    m = GMime.Parser.new_with_stream(GMime.StreamFile.open(path, 'r')).construct_message(None)
    files, sizes = [], []
    def seen(parent, part, *_):
        if isinstance(part, GMime.Part) and part.is_attachment():
            files.append(part.get_filename())
            memory = GMime.StreamMem.new()
            sizes.append(part.get_content().write_to_stream(memory))
    m.foreach(seen)
    one = lambda found: found.get_address(0).get_name()
    out.append([m.get_subject(), one(m.get_from()), one(m.get_to()), files, sizes])
print(json.dumps(out))
"""
_PERL_MIME = """
use strict; use MIME::Parser; use MIME::WordDecoder; use Encode; use JSON::PP; my @out;
my $text = sub { my $t = shift; $t =~ s/\\s+\\z//;
  utf8::is_utf8($t) ? $t : MIME::WordDecoder::mime_to_perl_string($t) };
for my $path (@ARGV) { my $p = MIME::Parser->new; $p->output_to_core(1); $p->tmp_to_core(1);
  my $m = $p->parse_open($path); my (@files, @sizes);
  for my $part ($m->parts_DFS) { next unless ($part->head->get('Content-Disposition') // '')
      =~ /^attachment/;
    push @files, $text->($part->head->recommended_filename);
    push @sizes, length $part->bodyhandle->as_string; }
  my $name = sub { my $t = $m->head->get(shift); $t =~ s/\\s*<[^>]*>\\s*\\z//; $text->($t) };
  push @out, [$text->($m->head->get('Subject')), $name->('From'), $name->('To'), \\@files,
    \\@sizes]; }
print JSON::PP->new->ascii->encode(\\@out);
"""
_EMAIL_MIME = """
use strict; use Email::MIME; use JSON::PP; my @out;
for my $path (@ARGV) { open my $f, '<:raw', $path; local $/; my $m = Email::MIME->new(<$f>);
  my (@files, @sizes); $m->walk_parts(sub { my $p = shift;
    return unless ($p->header('Content-Disposition') // '') =~ /^attachment/;
    push @files, $p->filename; push @sizes, length $p->body; });
  my $name = sub { my $t = $m->header_str(shift);
    $t =~ s/\\s*<[^>]*>\\s*\\z//; $t =~ s/^"|"\\z//g; $t };
  push @out, [$m->header_str('Subject'), $name->('From'), $name->('To'), \\@files, \\@sizes]; }
print JSON::PP->new->ascii->encode(\\@out);
"""
_RUBY = """
require 'mail'; require 'json'
puts ARGV.map { |path| m = Mail.new(File.binread(path))
  [m.subject, m[:from].display_names[0], m[:to].display_names[0],
   m.attachments.reject(&:inline?).map(&:filename),
   m.attachments.reject(&:inline?).map { |a| a.decoded.bytesize }] }.to_json
"""
_PHP = """
$out = []; foreach (array_slice($argv, 1) as $path) {
  $m = mailparse_msg_parse_file($path); $files = []; $sizes = [];
  $words = fn($t) => iconv_mime_decode($t, 0, 'UTF-8');
  $name = fn($t) => trim(preg_replace('/\\s*<[^>]*>\\s*$/', '', $words($t)), '"');
  foreach (mailparse_msg_get_structure($m) as $id) {
    $part = mailparse_msg_get_part($m, $id); $d = mailparse_msg_get_part_data($part);
    if (($d['content-disposition'] ?? '') !== 'attachment') continue;
    preg_match("/^([^']*)''(.*)$/s", $d['disposition-filename'] ?? '', $told);
    $files[] = $told ? rawurldecode($told[2]) : $words($d['content-name']);
    ob_start(); mailparse_msg_extract_part_file($part, $path); $sizes[] = strlen(ob_get_clean());
    unset($part); }
  $h = mailparse_msg_get_part_data($m)['headers']; mailparse_msg_free($m);
  $out[] = [$words($h['subject']), $name($h['from']), $name($h['to']), $files, $sizes]; }
echo json_encode($out);
"""
_NODE = """
const fs = require('node:fs');
const at = require('node:module').createRequire(process.argv[1] + '/');
const read = async (raw) => { %s };
Promise.all(process.argv.slice(2).map((path) => read(fs.readFileSync(path)))).then(
  (out) => console.log(JSON.stringify(out)));
"""
_NODES = {
    "mailparser": """const m = await at('mailparser').simpleParser(raw);
  const files = m.attachments.filter((a) => a.contentDisposition === 'attachment');
  return [m.subject, m.from.value[0].name, m.to.value[0].name, files.map((a) => a.filename),
    files.map((a) => a.content.length)];""",
    "postal-mime": """const m = await at('postal-mime').default.parse(raw);
  const files = m.attachments.filter((a) => a.disposition === 'attachment');
  return [m.subject, m.from.name, m.to[0].name, files.map((a) => a.filename),
    files.map((a) => a.content.byteLength)];""",
    "emailjs-mime-parser": """const m = at('emailjs-mime-parser').default(raw);
  const files = m.childNodes.slice(1);
  return [m.headers.subject[0].value, m.headers.from[0].value[0].name,
    m.headers.to[0].value[0].name, files.map((a) => a.headers['content-disposition'][0]
    .params.filename), files.map((a) => a.content.length)];""",
}


class Reader(NamedTuple):
    """A program that reads letters."""

    name: str
    command: Sequence[str]
    probe: Sequence[str]

    @property
    def there(self) -> bool:
        """Whether it is installed."""
        return shutil.which(self.probe[0]) is not None and subprocess.run(
            self.probe, capture_output=True, check=False).returncode == 0

    def read(self, paths: Sequence[Path]) -> list[list[object]]:
        """What it says of each letter."""
        done = subprocess.run([*self.command, *map(str, paths)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return list(json.loads(done.stdout))


def _node(package: str, code: str) -> Reader:
    sdk = Path(shutil.which("ooxml-validator") or "/nowhere/.bin/x").parent.parent
    return Reader(package, ("node", "-e", _NODE % code, str(sdk)),
                  ("node", "-e", "require(process.argv[1])", str(sdk / package)))


_GI = "import gi; gi.require_version('GMime', '3.0')"
READERS = (
    Reader("email", ("python3", "-c", _PYTHON), ("python3", "-c", "")),
    Reader("email, as of old", ("python3", "-c", _OLD_PYTHON), ("python3", "-c", "")),
    Reader("GMime", ("/usr/bin/python3", "-c", _GMIME), ("/usr/bin/python3", "-c", _GI)),
    Reader("MIME::Parser", ("perl", "-e", _PERL_MIME), ("perl", "-MMIME::Parser", "-e1")),
    Reader("Email::MIME", ("perl", "-e", _EMAIL_MIME), ("perl", "-MEmail::MIME", "-e1")),
    Reader("Ruby mail", ("ruby", "-e", _RUBY), ("ruby", "-e", "require 'mail'")),
    Reader("PHP mailparse", ("php", "-r", _PHP, "--"),
           ("php", "-r", "exit(function_exists('mailparse_msg_parse_file') ? 0 : 1);")),
    *(_node(package, code) for package, code in _NODES.items()),
)
