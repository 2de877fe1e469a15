// shoal-render-icon SVG SIZE PNG: used by the build only. Draws an icon at one size.

#include <QImage>
#include <QPainter>
#include <QString>
#include <QSvgRenderer>

int main(int count, char** words) {
    if (count != 4) return 2;
    QSvgRenderer drawing{QString::fromLocal8Bit(words[1])};
    const int size = QString::fromLocal8Bit(words[2]).toInt();
    if (!drawing.isValid() || size <= 0) return 1;
    QImage picture{size, size, QImage::Format_ARGB32};
    picture.fill(Qt::transparent);
    QPainter painter{&picture};
    drawing.render(&painter);
    painter.end();
    return picture.save(QString::fromLocal8Bit(words[3]), "PNG") ? 0 : 1;
}
