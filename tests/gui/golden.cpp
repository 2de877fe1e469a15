#include "tests/gui/golden.h"

#include <cstdlib>

#include <QDir>

namespace shoal::gui {
namespace {

bool differs(QRgb a, QRgb b) {
    const auto far = [](int one, int other) { return std::abs(one - other) > 8; };
    return far(qRed(a), qRed(b)) || far(qGreen(a), qGreen(b)) || far(qBlue(a), qBlue(b)) || far(qAlpha(a), qAlpha(b));
}

}  // namespace

QImage picture_of(QWidget& widget) {
    return widget.grab().toImage().convertToFormat(QImage::Format_ARGB32);
}

testing::AssertionResult is_golden(const QImage& seen, const QString& name) {
    const QString path = QStringLiteral(SHOAL_GOLDEN_DIR "/%1.png").arg(name);
    if (qEnvironmentVariableIsSet("SHOAL_GOLDEN_UPDATE")) {
        return seen.save(path) ? testing::AssertionSuccess()
                               : testing::AssertionFailure() << "cannot write " << path.toStdString();
    }
    QDir{}.mkpath(QStringLiteral(SHOAL_SEEN_DIR));
    const QString shown = QStringLiteral(SHOAL_SEEN_DIR "/%1.png").arg(name);
    const auto wanted = QImage{path}.convertToFormat(QImage::Format_ARGB32);
    if (wanted.size() != seen.size()) {
        seen.save(shown);
        return testing::AssertionFailure()
               << "the picture is " << seen.width() << "x" << seen.height() << ", the golden " << wanted.width() << "x"
               << wanted.height() << "; see " << shown.toStdString();
    }
    QImage difference{seen.size(), QImage::Format_ARGB32};
    difference.fill(Qt::white);
    int count = 0;
    for (int y = 0; y < seen.height(); ++y) {
        for (int x = 0; x < seen.width(); ++x) {
            if (!differs(seen.pixel(x, y), wanted.pixel(x, y))) continue;
            difference.setPixel(x, y, qRgb(255, 0, 0));
            ++count;
        }
    }
    if (count * 1000 <= seen.width() * seen.height()) return testing::AssertionSuccess();
    seen.save(shown);
    difference.save(QStringLiteral(SHOAL_SEEN_DIR "/%1.difference.png").arg(name));
    return testing::AssertionFailure() << count << " pixels differ from " << path.toStdString() << "; see "
                                       << shown.toStdString() << " and " << name.toStdString() << ".difference.png";
}

}  // namespace shoal::gui
