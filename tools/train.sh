#!/bin/sh
# Train the models of the packs that are shipped, from the corpora under LING.  usage: train.sh RECOUPE LING
# What they are, and under which licences: lang/SOURCES.md.
set -eu
train="$1 train" ud=$2/ud lefff=$2/lex/lefff-3.4.mlex
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Trees of the spoken treebanks are too unlike written ones: they teach tags only.  Our own news
# sentences have no lemmas: they teach trees, and in English UPOS and the forms of verbs.
written="$ud/UD_French-Sequoia/fr_sequoia-ud-train.conllu $ud/UD_French-GSD/fr_gsd-ud-dev.conllu
$ud/UD_French-FQB/fr_fqb-ud-test.conllu"
spoken="$ud/UD_French-ParisStories/fr_parisstories-ud-train.conllu
$ud/UD_French-Rhapsodie/fr_rhapsodie-ud-train.conllu"
fr_dev=$ud/UD_French-Sequoia/fr_sequoia-ud-dev.conllu
python3 tools/news_trees.py fr > "$work/fr_news.conllu"
python3 tools/news_trees.py en > "$work/en_news.conllu"

# Of GUM the texts that are free: Wikinews, Wikivoyage, OpenStax, CC videos, political speeches.
free='GUM_(news|interview|bio|voyage|textbook|vlog|speech)_'
awk -v free="$free" '/^# newdoc/ { keep = $0 ~ free } keep' \
    "$ud/UD_English-GUM/en_gum-ud-train.reassembled.conllu" > "$work/gum-free.conllu"
en="$ud/UD_English-EWT/en_ewt-ud-train.reassembled.conllu $work/gum-free.conllu
$work/en_news.conllu"
en_dev=$ud/UD_English-EWT/en_ewt-ud-dev.conllu

# Networks teach the one that is shipped: what several say together is learnt better than the trees
# alone (doc/parse.md).  They are trained in copies of the pack and thrown away.
# usage: net LANG NAME SEED PASSES SETTINGS TEACHERS [OPTION FILE]...
net() {
    lang=$1 name=$2 seed=$3 passes=$4 settings=$5 teachers=$6
    shift 6
    pack=$work/$lang-$name.pack
    [ "$name" != shipped ] || pack=lang/$lang/$lang.pack
    [ -f "$pack" ] || cp "lang/$lang/$lang.pack" "$pack"
    $train net --lang-code "$lang" --out "$pack" --seed "$seed" --passes "$passes" \
        --set "$settings" ${teachers:+--teacher "$teachers"} --floats "$work/$lang-$name" \
        --notes lang/SOURCES.md "$@"
}

# shellcheck disable=SC2086
{
    $train tag --lang-code fr --out lang/fr/fr.pack --slots 19 --passes 8 --feats-from 1 \
        --notes lang/SOURCES.md --lexicon "$lefff" --dev "$fr_dev" $written $spoken
    $train segment --lang-code fr --lang lang --out lang/fr/fr.pack --slots 17 --passes 3 \
        --runs 5 --notes lang/SOURCES.md --dev "$fr_dev" $written
    $train parse --lang-code fr --out lang/fr/fr.pack --slots 21 --passes 6 --feats-from 1 \
        --notes lang/SOURCES.md --lexicon "$lefff" --dev "$fr_dev" $written "$work/fr_news.conllu"
    $train tag --lang-code en --out lang/en/en.pack --slots 20 --passes 8 \
        --notes lang/SOURCES.md --dev "$en_dev" $en
    $train segment --lang-code en --lang lang --out lang/en/en.pack --slots 17 --passes 5 \
        --runs 5 --notes lang/SOURCES.md --dev "$en_dev" \
        "$ud/UD_English-EWT/en_ewt-ud-train.reassembled.conllu" "$work/gum-free.conllu"
    $train parse --lang-code en --out lang/en/en.pack --slots 21 --passes 6 \
        --notes lang/SOURCES.md --dev "$en_dev" $en
    fr_net="--feats-from 1 --lexicon $lefff --dev $fr_dev $written $work/fr_news.conllu"
    net fr t1 1 22 hidden=192 "" $fr_net
    net fr t2 2 30 hidden=128 "" $fr_net
    net fr shipped 5 22 hidden=128,believe=0.7 "$work/fr-t1,$work/fr-t2" $fr_net
    net en t1 1 25 hidden=160 "" --dev "$en_dev" $en
    net en shipped 5 16 hidden=160,believe=0.7 "$work/en-t1" --dev "$en_dev" $en
}
