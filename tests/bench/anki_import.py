"""Imports a package into an empty collection by Anki's own backend, and prints how long it took, as JSON.

Usage: anki_import.py PACKAGE FOLDER
"""

import json
import os
import resource
import sys
import time

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

package, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
collection = Collection(os.path.join(folder, "bench.anki2"))
options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, merge_notetypes=False)
request = ImportAnkiPackageRequest(package_path=package, options=options)
before, processor_before = time.monotonic(), time.process_time()
collection.import_anki_package(request)
seconds, processor = time.monotonic() - before, time.process_time() - processor_before
json.dump(
    {
        "seconds": seconds,
        "processorSeconds": processor,
        "notes": collection.note_count(),
        "cards": collection.card_count(),
        "media": len(os.listdir(collection.media.dir())),
        "peakMegabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    },
    sys.stdout,
)
collection.close()
