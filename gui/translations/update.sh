#!/bin/sh
# Puts what is new in the sources into the files of translations, unfinished; takes out what is gone.
# update.sh LUPDATE [FOLDER]: the files of FOLDER, else those beside this script.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
lupdate=$1
folder=${2:-$here}
options="-silent -no-obsolete -locations none"
"$lupdate" $options -I "$here/../.." "$here"/../*.cpp "$here"/../*.h -ts "$folder"/shoal_de.ts "$folder"/shoal_zh_CN.ts
# English stands in the sources; only its plurals need words.
"$lupdate" $options -I "$here/../.." -pluralonly "$here"/../*.cpp "$here"/../*.h -ts "$folder"/shoal_en.ts
