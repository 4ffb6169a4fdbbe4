"""The half of the interoperation test that runs inside Anki's own backend.

Commands, each printing one JSON value:
  make FOLDER          makes a varied collection by Anki's API, and every kind of package of it in FOLDER
  read PACKAGE FOLDER  imports the package into an empty collection in FOLDER, twice, checks the database, describes it
  text FILE FOLDER [PACKAGE]
                       imports a text file into a collection in FOLDER that has no notes, and the note types of the package,
                       describes its notes
"""

import base64
import hashlib
import json
import os
import random
import sys
import zipfile

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)

NEW, LEARNING, REVIEW, RELEARNING = range(4)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def describe(col):
    """Everything that has to survive, by guid and ordinal; days count from today."""
    today = col.sched.today
    decks = {deck["id"]: deck for deck in col.decks.all()}
    types = {kind["id"]: kind for kind in col.models.all()}
    presets = {preset["id"]: preset for preset in col.decks.all_config()}
    notes, cards, reviews = {}, {}, {}
    guids, keys = {}, {}
    for nid, guid, mid, mod, tags, fields in col.db.execute("select id, guid, mid, mod, tags, flds from notes"):
        guids[nid] = guid
        notes[guid] = {
            "createdAtMillis": nid,
            "modifiedAtSeconds": mod,
            "fieldNames": [field["name"] for field in types[mid]["flds"]],
            "templates": [[t["name"], t["qfmt"], t["afmt"]] for t in types[mid]["tmpls"]],
            "isCloze": types[mid]["type"] == 1,
            "fields": fields.split("\x1f"),
            "tags": sorted(tags.split()),
        }
    columns = "id, nid, did, ord, type, queue, due, ivl, reps, lapses, left, odue, odid, flags, data"
    for cid, nid, did, ord_, kind, queue, due, ivl, reps, lapses, left, odue, odid, flags, data in col.db.execute(
        f"select {columns} from cards"
    ):
        home = decks[odid or did]
        preset = presets.get(home.get("conf"))
        due = (odue or due) if odid else due
        memory = json.loads(data or "{}")
        steps = preset["lapse" if kind == RELEARNING else "new"]["delays"]
        is_learning = kind in (LEARNING, RELEARNING)
        by_second = is_learning and due > 1_000_000_000
        key = f"{guids[nid]} #{ord_}"
        keys[cid] = key
        cards[key] = {
            "deck": home["name"],
            "state": ["new", "learning", "review", "relearning"][kind],
            "position": due if kind == NEW else memory.get("pos", 0),
            "dueInDays": due - today if kind == REVIEW or (is_learning and not by_second) else None,
            "dueAtSeconds": due if by_second else None,
            "intervalDays": ivl if kind == REVIEW else 0,
            "step": max(0, len(steps) - left % 1000) if is_learning else 0,
            "reps": reps,
            "lapses": lapses,
            "suspended": queue == -1,
            "buried": {-2: "siblings", -3: "hand"}.get(queue),
            "flag": flags & 7,
            "stability": memory.get("s") if kind != NEW else None,
            "difficulty": memory.get("d") if kind != NEW else None,
            "lastReviewedAtSeconds": memory.get("lrt") if kind != NEW else None,
        }
    for rid, cid, ease, ivl, factor, time, kind in col.db.execute(
        "select id, cid, ease, ivl, factor, time, type from revlog order by id"
    ):
        entry = {"atMillis": rid, "rating": ease, "interval": ivl, "factor": factor, "millis": time, "kind": kind}
        reviews.setdefault(keys.get(cid, "none"), []).append(entry)
    folder = col.media.dir()
    media = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            media[name] = hashlib.sha256(file.read()).hexdigest()
    used = {card["deck"] for card in cards.values()}
    options = {}
    for deck in decks.values():
        preset = presets.get(deck.get("conf"))
        if deck["name"] in used and preset is not None:
            options[deck["name"]] = {
                "description": deck.get("desc", ""),
                "learningSteps": [round(step, 3) for step in preset["new"]["delays"]],
                "relearningSteps": [round(step, 3) for step in preset["lapse"]["delays"]],
                "newPerDay": preset["new"]["perDay"],
                "reviewsPerDay": preset["rev"]["perDay"],
                "maximumInterval": preset["rev"]["maxIvl"],
                "retention": round(preset["desiredRetention"], 4),
                "weights": [round(weight, 4) for weight in preset.get("fsrsParams6", [])],
            }
    return {"notes": notes, "cards": cards, "reviews": reviews, "media": media, "decks": options}


def open_empty(folder, name):
    os.makedirs(folder, exist_ok=True)
    return Collection(os.path.join(folder, f"{name}.anki2"))


def add(col, kind, deck, fields, tags=()):
    note = col.new_note(col.models.by_name(kind))
    for index, text in enumerate(fields):
        note.fields[index] = text
    note.tags = list(tags)
    col.add_note(note, col.decks.id(deck))
    return note


def make_options(col):
    preset = col.decks.add_config("Slow")
    preset["new"]["delays"] = [1.0, 15.0, 1440.0]
    preset["lapse"]["delays"] = [5.0, 2880.0]
    preset["new"]["perDay"] = 33
    preset["rev"]["perDay"] = 444
    preset["rev"]["maxIvl"] = 1234
    preset["desiredRetention"] = 0.85
    preset["fsrsParams6"] = [
        0.3, 1.1, 2.4, 8.1, 6.5, 0.82, 3.1, 0.002, 1.85, 0.17, 0.8, 1.5, 0.06, 0.27, 1.65, 0.6, 1.88, 0.55, 0.092, 0.066, 0.16,
    ]
    col.decks.update_config(preset)
    deck = col.decks.get(col.decks.id("Sprachen::Ältere::Latein"))
    deck["conf"] = preset["id"]
    deck["desc"] = "Wörter & <b>Sätze</b>"
    col.decks.save(deck)


def add_notes(col):
    col.media.write_data("bild ä.png", PIXEL)
    col.media.write_data("_font.ttf", b"not a font")
    col.media.write_data("ton.mp3", b"\x00\x01sound" * 5000)
    for index in range(60):
        add(col, "Basic", "Geography::Europe", [f"capital {index}", f"answer <i>{index}</i> &amp; more"], [f"part::{index % 3}", "geo"])
    add(col, "Basic", "Geography", ['<img src="bild ä.png">', "[sound:ton.mp3]"])
    add(col, "Basic", "Geography", ["line<br>two\t\"quoted\" 日本語 \U0001f469\u200d\U0001f680", ""])
    for index in range(25):
        add(col, "Basic (and reversed card)", "Sprachen::Ältere::Latein", [f"verbum {index}", f"Wort {index}"], ["verb"])
    for index in range(15):
        add(col, "Cloze", "Sprachen", [f"{{{{c1::Rom}}}} {index} und {{{{c2::Athen::Stadt}}}} und {{{{c4::Troja}}}}", "extra"])
    col.add_image_occlusion_notetype()
    occlusion = next(kind for kind in col.models.all() if kind.get("originalStockKind") == 6)
    path = os.path.join(col.media.dir(), "bild ä.png")
    shapes = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.3:height=.3}}<br>{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1}}<br>"
    col.add_image_occlusion_note(occlusion["id"], path, shapes, "header", "back extra", ["occluded"])


def study(col, deck, rounds, chance):
    col.decks.set_current(col.decks.id(deck))
    for _ in range(rounds):
        card = col.sched.getCard()
        if card is None:
            return
        col.sched.answerCard(card, chance.choices([1, 2, 3, 4], [2, 1, 6, 2])[0])


def pass_a_day(col, path):
    """Another day, as far as the scheduler can tell: the collection began a day earlier."""
    col.db.execute("update col set crt = crt - 86400")
    col.close()
    return Collection(path)


def fill(col, path):
    chance = random.Random(4)
    col.set_config("fsrs", True)
    make_options(col)
    add_notes(col)
    for _ in range(8):
        for deck in ("Geography", "Sprachen"):
            study(col, deck, 30, chance)
        col = pass_a_day(col, path)
    for deck in ("Geography", "Sprachen", "Sprachen::Ältere::Latein"):
        study(col, deck, 25, chance)
    # A new day brings buried cards back: let it be noticed before any are buried.
    assert col.sched.today >= 8
    cards = list(col.db.list("select id from cards order by id"))
    col.sched.suspend_cards(cards[3:9])
    col.sched.bury_cards(cards[10:13], manual=True)
    col.sched.bury_cards(cards[14:16], manual=False)
    for flag in range(1, 8):
        col.set_user_flag_for_cards(flag, cards[flag * 4 : flag * 4 + 2])
    col.sched.set_due_date(cards[20:23], "5-7")
    col.sched.schedule_cards_as_new(cards[24:26])
    col.sched.suspend_cards(list(col.db.list("select id from cards where type = 1 order by id limit 2")))
    visit = col.sched.get_or_create_filtered_deck(0)
    visit.name = "Visit"
    visit.config.search_terms[0].search = "deck:Geography"
    visit.config.search_terms[0].limit = 12
    col.sched.add_or_update_filtered_deck(visit)
    return col


def repack_as_oldest(source, target):
    """Packages of Anki before 2.1: one collection of schema 11, no mark of the version."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name in ("meta", "collection.anki2"):
                continue
            new.writestr("collection.anki2" if name == "collection.anki21" else name, old.read(name))


def make(folder):
    col = open_empty(folder, "made")
    path = col.path
    col = fill(col, path)
    described = describe(col)
    for name, legacy in (("newest.apkg", False), ("legacy.apkg", True)):
        options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy)
        col.export_anki_package(out_path=os.path.join(folder, name), options=options, limit=None)
    repack_as_oldest(os.path.join(folder, "legacy.apkg"), os.path.join(folder, "oldest.apkg"))
    col.export_note_csv(
        out_path=os.path.join(folder, "notes.txt"), limit=None, with_html=True, with_tags=True, with_deck=True, with_notetype=True, with_guid=True
    )
    for name, legacy in (("newest.colpkg", False), ("legacy.colpkg", True)):
        col.export_collection_package(out_path=os.path.join(folder, name), include_media=True, legacy=legacy)
        col.reopen(after_full_sync=False)
    col.close()
    return described


def read_collection(package, folder):
    from anki._backend import RustBackend

    os.makedirs(os.path.join(folder, "read.media"), exist_ok=True)
    RustBackend().import_collection_package(
        col_path=os.path.join(folder, "read.anki2"),
        backup_path=package,
        media_folder=os.path.join(folder, "read.media"),
        media_db=os.path.join(folder, "read.media.db2"),
    )
    return open_empty(folder, "read")


def read(package, folder):
    os.makedirs(folder, exist_ok=True)
    log = None
    if package.endswith(".colpkg"):
        col = read_collection(package, folder)
        described = describe(col)
    else:
        col = open_empty(folder, "read")
        first = import_package(col, package)
        described = describe(col)
        second = import_package(col, package)
        names = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")
        log = {
            "first": {name: len(getattr(first, name)) for name in names},
            "second": {name: len(getattr(second, name)) for name in names},
        }
    again = describe(col)
    report, is_fine = col.fix_integrity()
    checked = describe(col)
    col.close()
    return {
        "described": described,
        "log": log,
        "isSameAgain": again == described,
        "check": {"isFine": is_fine, "report": report, "isSame": checked["cards"] == described["cards"]},
    }


def import_package(col, package):
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, merge_notetypes=False)
    return col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options)).log


def text(file, folder, package=None):
    col = open_empty(folder, "text")
    if package is not None:
        import_package(col, package)
        col.remove_notes(col.find_notes(""))
    metadata = col.get_csv_metadata(path=file, delimiter=None)
    col.import_csv(ImportCsvRequest(path=file, metadata=metadata))
    described = describe(col)
    col.close()
    return described["notes"]


def main():
    commands = {"make": make, "read": read, "text": text}
    json.dump(commands[sys.argv[1]](*sys.argv[2:]), sys.stdout)


main()
