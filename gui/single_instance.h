#pragma once
// One window for each data directory: a second start gives what it was given to the first and ends.

#include <sys/types.h>
#include <unistd.h>

#include <cstddef>
#include <memory>

#include <QLockFile>
#include <QObject>
#include <QStringList>

class QLocalServer;
class QLocalSocket;

namespace shoal::gui {

/// What may be handed over at once, in bytes of the message: thousands of paths.
inline constexpr qsizetype max_hand_over = 1024 * 1024;

/// Made before there is a window. The socket and a lock lie in the user's runtime directory, readable by nobody else;
/// both go with the process, and what a killed one left is replaced.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    /// `owner`: whose processes may hand over.
    explicit SingleInstance(const QString& data_dir, QObject* parent = nullptr, uid_t owner = ::getuid());
    ~SingleInstance() override;

    /// Also where the runtime directory cannot be used: better two windows than none.
    [[nodiscard]] bool is_first() const { return server_ != nullptr || !lock_; }
    /// Of a second one: gives these paths and links (none: only to come to the front) to the first, and waits up to 3 s
    /// until it took them. False: it did not; the process may be about to end, or hang.
    bool hand_over(const QStringList& texts);
    /// Where the first one listens.
    [[nodiscard]] QString path() const { return path_; }

Q_SIGNALS:
    /// Of the first: another start gave these, and wants the window in front. Links are secret.
    void handed_over(const QStringList& texts);

private:
    void listen();
    void accept();
    void read(QLocalSocket* socket);
    void take(const QByteArray& message);

    uid_t owner_;
    QString path_;
    std::unique_ptr<QLockFile> lock_;
    QLocalServer* server_ = nullptr;
    int open_ = 0;  // sockets
};

}  // namespace shoal::gui
