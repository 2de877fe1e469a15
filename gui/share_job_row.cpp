#include "gui/share_job_row.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include "gui/elided_label.h"
#include "gui/format.h"
#include "gui/text_label.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

using State = ShareJob::State;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ShareJob)
};

constexpr int max_left_out_named = 10;  // lines

QString hashing_sentence(const ShareJob& job) {
    if (job.bytes == 0) return Words::tr("Reading…");
    const auto done = format_bytes(job.bytes_done), all = format_bytes(job.bytes);
    if (job.rate == 0) return Words::tr("%1 of %2 read").arg(done, all);
    const auto left = (job.bytes - std::min(job.bytes, job.bytes_done)) / job.rate;
    return Words::tr("%1 of %2 read, %3, %4 left").arg(done, all, format_rate(job.rate), format_duration(left));
}

QString shared_sentence(const ShareAdded& added) {
    const auto files =
        Words::tr("%Ln file(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(added.files, 1U << 30U)));
    const auto size = format_bytes(added.bytes);
    if (added.already_shared) return Words::tr("Was shared before: the link is the same. %1, %2").arg(files, size);
    return Words::tr("Shared. %1, %2").arg(files, size);
}

QString failed_sentence(const Error& error) {
    switch (error.code) {
    case Errc::not_found:
        return Words::tr("It is not there any more.");
    case Errc::permission:
        return Words::tr("Shoal may not read all of it.");
    case Errc::mismatch:
        return Words::tr("It was changed while it was read.");
    case Errc::unreachable:
    case Errc::closed:
        return Words::tr("Shoal's engine went away.");
    case Errc::no_space:
        return Words::tr("There is no room for what Shoal must remember about it.");
    default:
        return harmless(error.what);
    }
}

/// Named, so that nobody believes they were shared.
QString left_out(const ShareAdded& added) {
    if (added.skipped.empty()) return {};
    const auto count = static_cast<int>(std::min<std::size_t>(added.skipped.size(), 1U << 30U));
    QStringList lines{Words::tr("Left out, because they are links or special files (%Ln):", nullptr, count)};
    for (const auto& path : added.skipped) {
        if (lines.size() > max_left_out_named) break;
        lines.push_back(harmless(path));
    }
    if (count > max_left_out_named) lines.push_back(Words::tr("and %Ln more", nullptr, count - max_left_out_named));
    return lines.join(QLatin1Char{'\n'});
}

QToolButton* tool(const QString& symbol_name, const QString& text, const char* name, QWidget* parent) {
    auto* button = new QToolButton{parent};
    button->setIcon(symbol(symbol_name));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setObjectName(QLatin1String{name});
    return button;
}

}  // namespace

QString job_sentence(const ShareJob& job) {
    switch (job.state) {
    case State::waiting:
        return Words::tr("Waits for its turn");
    case State::hashing:
        return hashing_sentence(job);
    case State::shared:
        return shared_sentence(*job.added);
    case State::failed:
        return failed_sentence(*job.error);
    case State::stopped:
        return Words::tr("Stopped: it is not shared");
    }
    return {};
}

QString share_advice(const Error& error) {
    switch (error.code) {
    case Errc::not_found:
        return Words::tr("Look whether it was moved or a drive was taken out, and try again.");
    case Errc::permission:
        return Words::tr("Allow yourself to read every file in it, or take out those that you may not read.");
    case Errc::mismatch:
        return Words::tr("Wait until nothing writes to it any more, and try again.");
    case Errc::malformed:
        return Words::tr("Rename it, and try again.");
    case Errc::unreachable:
    case Errc::closed:
        return Words::tr("Try again when it is back.");
    case Errc::no_space:
        return Words::tr("Make room on the disk, and try again.");
    case Errc::io:
        return Words::tr("The disk may be damaged or gone. Look at it, and try again.");
    default:
        return {};
    }
}

ShareJobRow::ShareJobRow(QWidget* parent)
    : QWidget{parent}, name_{new ElidedLabel{this}}, bar_{new QProgressBar{this}},
      state_{new TextLabel{{}, this, TextLabel::Tone::subtle}},
      advice_{new TextLabel{{}, this, TextLabel::Tone::subtle}}, stop_{tool(QStringLiteral("close"), tr("Stop"),
                                                                            "job_stop", this)},
      again_{tool(QStringLiteral("retry"), tr("Try again"), "job_again", this)}, link_{tool(QStringLiteral("link"),
                                                                                            tr("Show the link"),
                                                                                            "job_link", this)} {
    auto font = name_->font();
    font.setWeight(QFont::DemiBold);
    name_->setFont(font);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(fontMetrics().height() / 2);
    state_->setObjectName(QStringLiteral("job_state"));
    advice_->setObjectName(QStringLiteral("job_advice"));
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    for (QWidget* widget : {static_cast<QWidget*>(name_), static_cast<QWidget*>(bar_), static_cast<QWidget*>(state_),
                            static_cast<QWidget*>(advice_)}) {
        words->addWidget(widget);
    }
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(0, 8, 0, 8);
    row->setSpacing(8);
    row->addLayout(words, 1);
    for (auto* button : {link_, again_, stop_}) row->addWidget(button, 0, Qt::AlignTop);
    connect(stop_, &QToolButton::clicked, this, &ShareJobRow::stop_wanted);
    connect(again_, &QToolButton::clicked, this, &ShareJobRow::again_wanted);
    connect(link_, &QToolButton::clicked, this, &ShareJobRow::link_wanted);
}

void ShareJobRow::show_job(const ShareJob& job) {
    const auto name = shown_name(job.path);
    name_->set_full_text(name);
    const bool is_hashing = job.state == State::hashing;
    bar_->setVisible(is_hashing);
    bar_->setRange(0, is_hashing && job.bytes == 0 ? 0 : 1000);
    bar_->setValue(job.bytes == 0 ? 0 : permille(job.bytes_done, job.bytes));
    const auto sentence = job_sentence(job);
    bar_->setAccessibleName(tr("%1: %2").arg(name, sentence));
    state_->setText(sentence);
    const bool failed = job.state == State::failed;
    state_->set_tone(failed                       ? TextLabel::Tone::bad
                     : job.state == State::shared ? TextLabel::Tone::good
                                                  : TextLabel::Tone::subtle);
    const auto more = failed ? share_advice(*job.error) : job.added ? left_out(*job.added) : QString{};
    advice_->setText(more);
    advice_->setVisible(!more.isEmpty());
    stop_->setVisible(is_hashing || job.state == State::waiting);
    again_->setVisible(failed || job.state == State::stopped);
    link_->setVisible(job.state == State::shared);
    setAccessibleName(tr("%1: %2").arg(name, sentence));
    setAccessibleDescription(more);
}

}  // namespace shoal::gui
