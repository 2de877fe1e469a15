// What very many shares cost the window: how busy its thread is while some of them move, how long a scroll step and a
// filter take until they are painted. Ends with 1 if a figure is over its limit; for tests, `--short` prints only.
//
//   gui_bench [--shares 10000] [--moving 100] [--seconds 5] [--platform offscreen|xcb] [--short]
//
// Without a platform: offscreen, and xcb where there is a DISPLAY.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>

#include "gui/share_list_view.h"
#include "gui/share_tree.h"
#include "gui/sidebar.h"
#include "gui/theme.h"
#include "tests/gui_bench/many_shares.h"
#include "tests/gui_bench/measured.h"

namespace shoal::gui {
namespace {

constexpr double max_busy = 10;     ///< percent of the time, of the window's thread
constexpr double max_scroll = 16;   ///< ms, from the wheel to the painted window
constexpr double max_filter = 50;   ///< ms, from the filter to the painted list
constexpr double max_start = 1000;  ///< ms, to a window that can be used
constexpr int events_a_second = 5;

struct Wish {
    std::size_t shares = 10'000;
    std::size_t moving = 100;
    double seconds = 5;
    std::string platform;
    bool is_short = false;
};

/// The list and the sidebar as the window has them.
struct Shown {
    explicit Shown(EngineClient& client) : store{client} {
        auto* layout = new QHBoxLayout{&window};
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        sidebar = new Sidebar{client, store, &window};
        list = new ShareListView{store, &window};
        sidebar->setFixedWidth(220);
        layout->addWidget(sidebar);
        layout->addWidget(list, 1);
        window.resize(1280, 800);
        window.show();
    }
    ShareStore store;
    QWidget window;
    Sidebar* sidebar = nullptr;
    ShareListView* list = nullptr;
};

class Bench {
public:
    explicit Bench(const Wish& wish) : wish_{wish}, engine_{wish.shares, wish.moving} {}

    bool run() {
        Times start;
        start.measure([this] {
            shown_ = std::make_unique<Shown>(engine_);
            while (!shown_->store.is_loaded()) QCoreApplication::processEvents();
        });
        note(print("both", "start to painted list", start, max_start));
        // The whole window with a daemon behind it is measured where it is: see tests/desktop.
        for (const auto mode : {ShareListView::Mode::table, ShareListView::Mode::rows}) {
            mode_ = mode == ShareListView::Mode::table ? "table" : "rows";
            shown_->list->set_mode(mode);
            QCoreApplication::processEvents();
            idle();
            busy("moving, newest first", ShareColumn::added, Qt::DescendingOrder);
            busy("moving, fastest first", ShareColumn::down, Qt::DescendingOrder);
            shown_->list->sort(ShareColumn::added, Qt::DescendingOrder);
            scroll();
            filter();
        }
        return good_;
    }

private:
    void note(bool good) { good_ = good_ && good; }

    void print_busy(const std::string& what, double limit, const std::function<void()>& five_times_a_second) {
        QElapsedTimer wall;
        QEventLoop loop;
        QTimer tick;
        if (five_times_a_second) {
            QObject::connect(&tick, &QTimer::timeout, &engine_, five_times_a_second);
            tick.start(1000 / events_a_second);
        }
        QTimer::singleShot(static_cast<int>(wish_.seconds * 1000), &loop, &QEventLoop::quit);
        wall.start();
        const double before = thread_ms();
        loop.exec();
        const double percent = (thread_ms() - before) / static_cast<double>(wall.elapsed()) * 100;
        const bool good = percent <= limit;
        std::printf("%-6s %-30s busy %7.2f %%   (at most %.0f %%)  %s\n", mode_.c_str(), what.c_str(), percent, limit,
                    good ? "ok" : "TOO BUSY");
        note(good);
    }
    void idle() { print_busy("nothing moves", 1, {}); }
    void busy(const std::string& what, ShareColumn column, Qt::SortOrder order) {
        shown_->list->sort(column, order);
        QCoreApplication::processEvents();
        print_busy(what, max_busy, [this] { engine_.move_on(); });
    }

    ShareTree& tree() {
        return *shown_->list->findChild<ShareTree*>(mode_ == "table" ? QStringLiteral("share_table")
                                                                     : QStringLiteral("share_rows"));
    }
    void scroll() {
        auto* viewport = tree().viewport();
        auto* bar = tree().verticalScrollBar();
        bar->setValue(0);
        Times wheel;
        for (int i = 0; i < 300; ++i) {
            if (i % 12 == 0) engine_.move_on();
            wheel.measure([&] {
                const QPointF at{200, 200};
                QWheelEvent turn{
                    at,   viewport->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                    false};
                QApplication::sendEvent(viewport, &turn);
            });
        }
        note(print(mode_, "scroll, a notch of the wheel", wheel, max_scroll));
        Times page;
        for (int i = 0; i < 100; ++i) page.measure([&] { bar->setValue(bar->value() + bar->pageStep()); });
        note(print(mode_, "scroll, a page", page, max_scroll));
        Times jump;
        for (int i = 0; i < 50; ++i) jump.measure([&] { bar->setValue(bar->maximum() / 50 * ((i * 23) % 50)); });
        note(print(mode_, "scroll, a jump", jump, max_scroll));
        bar->setValue(0);
    }

    void filter() {
        Times text;
        for (int i = 0; i < 5; ++i) {
            for (const char* typed :
                 {"p", "ph", "pho", "photos", "photos 12", "nothing like it", "srv", "", "archive 7"}) {
                text.measure([&] { shown_->list->set_filter({.text = QString::fromLatin1(typed)}); });
            }
        }
        shown_->list->set_filter({});
        note(print(mode_, "filter by text", text, max_filter));
        Times state;
        for (int i = 0; i < 5; ++i) {
            for (std::size_t kind = ShareCounts::kinds; kind-- > 0;) {
                state.measure([&] {
                    shown_->list->set_filter({.kind = static_cast<ShareFilter::Kind>(kind), .label = {}, .text = {}});
                });
            }
        }
        note(print(mode_, "filter by state", state, max_filter));
        Times label;
        for (int i = 0; i < 10; ++i) {
            label.measure([&] { shown_->list->set_filter({.label = i % 2 == 0 ? "archive" : "music", .text = {}}); });
        }
        shown_->list->set_filter({});
        note(print(mode_, "filter by label", label, max_filter));
        Times sort;
        for (int i = 0; i < 10; ++i) {
            sort.measure(
                [&] { shown_->list->sort(i % 2 == 0 ? ShareColumn::name : ShareColumn::size, Qt::AscendingOrder); });
        }
        note(print(mode_, "sort", sort, max_filter));
        // All of them selected, as that is where a view gets slow.
        tree().selectAll();
        Times selected;
        for (int i = 0; i < 4; ++i) {
            selected.measure([&] { shown_->list->set_filter({.text = QString::fromLatin1(i % 2 == 0 ? "7" : "")}); });
        }
        note(print(mode_, "filter with all selected", selected, 2 * max_filter));
        shown_->list->set_filter({});
    }

    Wish wish_;
    ManyShares engine_;
    std::unique_ptr<Shown> shown_;
    std::string mode_;
    bool good_ = true;
};

int run(const Wish& wish, int count, char** arguments) {
    qputenv("QT_QPA_PLATFORM", QByteArray::fromStdString(wish.platform));
    QApplication application{count, arguments};
    apply_appearance(application, Appearance::light);
    std::printf("%zu shares, %zu of them moving, %s:\n", wish.shares, wish.moving, wish.platform.c_str());
    const bool good = Bench{wish}.run();
    std::fflush(stdout);
    return good || wish.is_short ? EXIT_SUCCESS : EXIT_FAILURE;
}

Wish read(int count, char** arguments) {
    Wish out;
    for (int i = 1; i < count; ++i) {
        const std::string name = arguments[i];
        const char* value = i + 1 < count ? arguments[i + 1] : "";
        if (name == "--shares") out.shares = std::strtoul(value, nullptr, 10);
        if (name == "--moving") out.moving = std::strtoul(value, nullptr, 10);
        if (name == "--seconds") out.seconds = std::strtod(value, nullptr);
        if (name == "--platform") out.platform = value;
        if (name == "--short") out.is_short = true;
    }
    return out;
}

}  // namespace
}  // namespace shoal::gui

// A process for each platform: a program has one.
int main(int count, char** arguments) {
    auto wish = shoal::gui::read(count, arguments);
    if (!wish.platform.empty()) return shoal::gui::run(wish, count, arguments);
    std::vector<std::string> platforms{"offscreen"};
    if (std::getenv("DISPLAY") != nullptr) platforms.emplace_back("xcb");
    int worst = EXIT_SUCCESS;
    for (const auto& platform : platforms) {
        std::fflush(stdout);
        const pid_t child = fork();
        if (child == 0) {
            wish.platform = platform;
            return shoal::gui::run(wish, count, arguments);
        }
        int ended = 0;
        if (child < 0 || waitpid(child, &ended, 0) != child || !WIFEXITED(ended)) return EXIT_FAILURE;
        worst = std::max(worst, WEXITSTATUS(ended));
    }
    return worst;
}
