#include "gui/application_icon.h"

namespace shoal::gui {

QIcon application_icon() {
    const auto name = QStringLiteral("org.shoal.Shoal");
    return QIcon::fromTheme(name, QIcon{QStringLiteral(":/desktop/%1.svg").arg(name)});
}

}  // namespace shoal::gui
