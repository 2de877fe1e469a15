// A hand for tests on a real X server: drags files like a file manager, and takes pictures of what is on the screen.
//
//   desktop_hand drag X Y PATH...      a small window at X,Y; whoever presses the mouse in it drags these files.
//                                      Says "ready"; ends with 0 once somebody took them, with 1 if nobody did.
//   desktop_hand await X Y W H         until something is drawn in this part: more than 16 colours. Says "ready", then
//                                      when that was, in milliseconds of the monotonic clock
//   desktop_hand shot FILE [X Y W H]   the screen, or a part of it, as PNG

#include <cstdio>
#include <set>

#include <QApplication>
#include <QDeadlineTimer>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QScreen>
#include <QThread>
#include <QTimer>
#include <QUrl>
#include <QWidget>

namespace {

class Source : public QWidget {
public:
    explicit Source(QList<QUrl> urls) : urls_{std::move(urls)} {
        setWindowFlags(Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint | Qt::X11BypassWindowManagerHint);
        setFixedSize(24, 24);
        setAutoFillBackground(true);
        setPalette(QPalette{Qt::darkGreen});
    }

protected:
    void mouseMoveEvent(QMouseEvent*) override {
        auto* drag = new QDrag{this};
        auto* files = new QMimeData;
        files->setUrls(urls_);
        drag->setMimeData(files);
        const int status = drag->exec(Qt::CopyAction) == Qt::CopyAction ? 0 : 1;
        // Who took them asks for what they are only now.
        QTimer::singleShot(3000, this, [status] { QCoreApplication::exit(status); });
    }

private:
    QList<QUrl> urls_;
};

int drag(const QStringList& words) {
    QList<QUrl> urls;
    for (const auto& path : words.mid(4)) urls.push_back(QUrl::fromLocalFile(path));
    Source source{urls};
    source.move(words[2].toInt(), words[3].toInt());
    source.show();
    QTimer::singleShot(0, &source, [] {
        std::puts("ready");
        std::fflush(stdout);
    });
    return QApplication::exec();
}

int await(const QStringList& words) {
    const QRect part{words[2].toInt(), words[3].toInt(), words[4].toInt(), words[5].toInt()};
    std::puts("ready");
    std::fflush(stdout);
    for (;;) {
        const auto seen =
            QApplication::primaryScreen()->grabWindow(0, part.x(), part.y(), part.width(), part.height()).toImage();
        std::set<QRgb> colours;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) colours.insert(seen.pixel(x, y));
        }
        if (colours.size() > 16) break;
        QThread::msleep(10);
    }
    std::printf("%lld\n", QDeadlineTimer::current().deadline());
    return 0;
}

int shot(const QStringList& words) {
    auto picture = QApplication::primaryScreen()->grabWindow(0);
    if (words.size() == 7) {
        picture = picture.copy(words[3].toInt(), words[4].toInt(), words[5].toInt(), words[6].toInt());
    }
    return picture.save(words[2]) ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    QApplication application{count, arguments};
    const auto words = QApplication::arguments();
    if (words.size() > 4 && words[1] == QLatin1String{"drag"}) return drag(words);
    if (words.size() == 6 && words[1] == QLatin1String{"await"}) return await(words);
    if ((words.size() == 3 || words.size() == 7) && words[1] == QLatin1String{"shot"}) return shot(words);
    std::fputs("desktop_hand drag X Y PATH... | await X Y W H | shot FILE [X Y W H]\n", stderr);
    return 2;
}
