refused-file-too-large = 有文件超过 10 MB，请换小一点的图片，或分成几份。
refused-file-empty = 有文件是空的。
refused-unknown-type = 只接受图片（JPEG、PNG、WebP）和 PDF。
refused-file-broken = 有图片读不完整，请重新保存，或换一张。
refused-enough-today = 今天上传的文件已经到了上限，请明天再传，或换小一点的图片。
refused-no-place = 本站还不能上传文件：需要站点的维护者先指定存放文件的文件夹。
refused-no-such-file = 没有这个文件。
refused-not-for-you = 这个文件只给负责审批的人看。
