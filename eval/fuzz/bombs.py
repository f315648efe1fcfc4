"""Small files made to fill a memory or a disk: each must be refused."""

import io
import zipfile
import zlib

_ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))


def bombs(megabytes: int = 300) -> dict[str, bytes]:
    """The files by their names; archives unpack to so many MiB, which is what makes them slow to make."""
    zeros = bytes(megabytes << 20)
    return {
        "laughs.xml": f'<!DOCTYPE l [<!ENTITY a "lol">{_ENTITIES}]><publicwhip>&j;</publicwhip>'.encode(),
        "quadratic.xml": f'<!DOCTYPE l [<!ENTITY a "{"x" * 100_000}">]><TEI>{"&a;" * 50_000}</TEI>'.encode(),
        "deep.xml": b"<akomaNtoso>" + b"<div>" * 100_000,
        "outside.xml": b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><Hansard>&x;</Hansard>',
        "deep.html": b"<html><body>" + b"<div>" * 100_000 + b"x",
        "deep.json": b'{"results":' * 100_000,
        "wide.json": b"[" + b"{}," * (megabytes << 13) + b"{}]",
        "zeros.zip": _zip({"zeros.txt": zeros}),
        "layers.zip": _zip({"a.zip": _zip({"b.zip": _zip({"c.zip": _zip({"d.txt": zeros})})})}),
        "many.zip": _zip(dict.fromkeys((f"{n}.txt" for n in range(100_001)), b"")),
        "document.docx": _zip(
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": b'<w:document xmlns:w="x">' + b"<w:p/>" * (megabytes << 17) + b"</w:document>",
            }
        ),
        "stream.pdf": _pdf(
            zlib.compress(zlib.compress(b"BT (x) Tj ET " * (megabytes << 17), 9), 9), b"/FlateDecode /FlateDecode"
        ),
        "loop.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
        b"trailer<</Root 1 0 R>>",
    }


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _pdf(stream: bytes, filters: bytes) -> bytes:
    """A PDF of one page with that stream as its content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter[" + filters + b"]/Length " + b"%d" % len(stream) + b">>\nstream\n" + stream + b"\nendstream",
    ]
    body, table = b"%PDF-1.4\n", b"xref\n0 5\n0000000000 65535 f \n"
    for n, content in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj\n" % n + content + b"\nendobj\n"
    return body + table + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF" % len(body)
