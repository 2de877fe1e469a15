#include <QApplication>
#include <QMainWindow>

#include "gui/theme.h"

int main(int count, char** arguments) {
    QApplication application{count, arguments};
    shoal::gui::apply_appearance(application, shoal::gui::Appearance::system);
    QMainWindow window;
    window.show();
    return QApplication::exec();
}
