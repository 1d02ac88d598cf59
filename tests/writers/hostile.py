"""Texts that would harm a careless writer, and a report that has one in every place."""

from __future__ import annotations

from dataclasses import replace

from quotes.model import (
    Article,
    AuditedArticle,
    AuditedQuotation,
    Chosen,
    Cue,
    Decision,
    Finding,
    Gloss,
    Location,
    Mention,
    Passage,
    Quotation,
    Report,
    Score,
    Source,
    Span,
    Speaker,
    Translation,
    WordGloss,
)

HOSTILE = (
    "<script>document.title='owned'</script>",
    "</style><img src=x onerror=\"document.title='owned'\">",
    '"><a href="javascript:document.title=1">x</a>',
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mred\x1b[0m \x1b]0;owned\x07",
    "null\x00bell\x07delete\x7fc1\x9b31m",
    "right\u202eto left\u2066 isolated\u2069",
    "lone \udc80 surrogate \ud800",
    "[bold red]markup[/bold red] :smile: [link=file:///etc/passwd]x[/link]",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r\n=1+1",
    "＝1+1",
    'a,b;"c"\nd',
    "\u2028line\u2029paragraph\x85next",
    "&lt;script&gt; &amp;",
    "zero\u200bwidth\u200djoined\ufeff\u00ad",
    "file://x/<svg onload=alert(1)>/../../name.txt",
)
"""Texts that would harm a careless writer."""


def hostile_report(text: str) -> Report:
    """A report that has `text` in every place where a text can stand."""
    at = Span(0, len(text))
    passage_ = Passage(text, at, text, 0.9, "es", text, text, text, speaker=text)
    finding = Finding("D101", text, "error", text, (at,), (at,))
    audited = AuditedQuotation(
        id=f"{text}#1",
        quotation=Quotation(
            "direct",
            (at,),
            text,
            Cue(text, at),
            Speaker(text, Mention(text, at), title=text, evidence=text),
            at,
        ),
        status="drift",
        location=Location("found", 0.9, (passage_,), (text,), (passage_,), (passage_,)),
        original=text,
        risk=0.9,
        back_translation=Translation(text, text, text),
        scores=(Score(text, 1.0, text),),
        findings=(finding,),
        original_differs=(at,),
        quote_differs=(at,),
        gloss=Gloss(text, text, text, (WordGloss(at, text),)),
        decision=Decision("drift", text, text, Chosen(text, at), text, text, text, text),
        notes=(text,),
    )
    absent = replace(
        audited,
        id=f"{text}#2",
        status="no-original",
        original="",
        findings=(),
        decision=replace(audited.decision, conflict=text) if audited.decision else None,
        location=Location("absent", 0.1, candidates=(passage_,)),
        gloss=Gloss("", text, text, candidates=(text, text)),
    )
    article = Article(text, text, text, text, None, text, (text,))
    source = Source(text, "", "es", text, text, text, url=text, archive_url=text)
    return Report(text, text, (AuditedArticle(article, (audited, absent)),), (source,), (text,))
