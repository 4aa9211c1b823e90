refused-file-too-large = A file is larger than 10 MB. Take a smaller picture, or split it.
refused-file-empty = A file is empty.
refused-unknown-type = Only pictures (JPEG, PNG, WebP) and PDF are taken.
refused-file-broken = A picture cannot be read to its end. Save it again, or take another.
refused-enough-today = That is more than is taken in a day. Come again tomorrow, or take smaller pictures.
refused-no-place = This site takes no files yet: whoever runs it has to name a folder for them.
refused-no-such-file = There is no such file.
refused-not-for-you = This file is only for those who decide on what it proves.
