"""Word calls a file damaged whose elements stand in another order than that of the standard, ECMA-376 part 1."""

from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from appraise.publish.render.word import word
from tests.pages import document_of
from tests.publish.render.word.references import LOOKS, look, parts

_PARAGRAPH = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"""
_RUN = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
    vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    eastAsianLayout specVanish oMath rPrChange"""
_TABLE = """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
    tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"""
_CELL = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
    headers cellIns cellDel cellMerge tcPrChange"""
_SECTION = """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
    pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
    sectPrChange"""
_STYLE = """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
    personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"""
_LEVEL = "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
_SETTINGS = """writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
    embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
    bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState
    formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge
    revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride
    styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
    doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders
    bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing
    drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
    doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData
    noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter
    noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent
    alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt
    showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids
    mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures
    forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags
    decimalSymbol listSeparator"""
ORDERS = {
    name: tuple(order.split())
    for name, order in {
        "pPr": _PARAGRAPH,
        "rPr": _RUN,
        "tblPr": _TABLE,
        "tcPr": _CELL,
        "sectPr": _SECTION,
        "style": _STYLE,
        "lvl": _LEVEL,
        "settings": _SETTINGS,
        "pBdr": "top left bottom right between bar",
        "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
        "tblCellMar": "top start left bottom end right",
        "numPr": "ilvl numId numberingChange ins",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "tbl": "tblPr tblGrid tr",
        "tr": "tblPrEx trPr tc",
        "tc": "tcPr p",
        "body": "p tbl sectPr",
    }.items()
}
"""What may stand in an element, in order; in those of `_MIXED` texts and tables follow each other as they like."""
_MIXED = {"body": ("p", "tbl"), "sectPr": ("headerReference", "footerReference")}
_ONE = {"pPr", "rPr", "tblPr", "tcPr", "numPr", "pBdr", "tcBorders", "tblCellMar", "docDefaults"}
"""What holds no two of a kind."""


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _faults(root: Any) -> list[str]:
    """What stands in the wrong place, or twice."""
    found = []
    for each in root.iter():
        name = _local(each)
        if name not in ORDERS or each.tag != qn(f"w:{name}"):
            continue
        children = [_local(child) for child in each if child.tag == qn(f"w:{_local(child)}")]
        first, second = _MIXED.get(name, ("", ""))
        places = [ORDERS[name].index(first if child == second else child) for child in children]
        if places != sorted(places) or (name in _ONE and len(set(children)) < len(children)):
            found.append(f"{name}: {' '.join(children)}")
    return found


@pytest.mark.parametrize("name", ["", *LOOKS])
def test_elements_stand_in_the_order_of_the_standard(name: str) -> None:
    for case, kind in (("birmingham-2016", "appendix"), ("9 options", "annex"), ("costed", "appendix")):
        for part, content in parts(word(document_of(case, kind), look(name) if name else None)).items():
            if part.startswith("word/") and part.endswith(".xml"):
                assert not _faults(parse_xml(content)), part


@pytest.mark.parametrize("name", ["", *LOOKS])
def test_pictures_links_and_lists_have_numbers_of_their_own(name: str) -> None:
    held = parts(word(document_of("birmingham-2016"), look(name) if name else None))
    body = parse_xml(held["word/document.xml"])
    ids = [each.get("id") for each in body.iter(qn("wp:docPr"))]
    assert ids
    assert len(set(ids)) == len(ids)
    lists = parse_xml(held["word/numbering.xml"])
    for kind, key in (("abstractNum", "abstractNumId"), ("num", "numId")):
        numbers = [each.get(qn(f"w:{key}")) for each in lists.findall(qn(f"w:{kind}"))]
        assert len(set(numbers)) == len(numbers)
    # Each cell ends in a paragraph, without which Word does not open a file.
    assert all(_local(cell[-1]) == "p" for cell in body.iter(qn("w:tc")))


def test_a_fault_is_found() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    assert _faults(parse_xml(f"<w:pPr {space}><w:jc/><w:pStyle/></w:pPr>")) == ["pPr: jc pStyle"]
    assert _faults(parse_xml(f"<w:rPr {space}><w:b/><w:b/></w:rPr>")) == ["rPr: b b"]
    assert not _faults(parse_xml(f"<w:pPr {space}><w:pStyle/><w:jc/></w:pPr>"))
