#pragma once
// One process of a demo, watched through its output and its control socket.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/child_process.h"
#include "cli/json_output.h"
#include "core/engine.h"
#include "core/uv_world.h"

namespace shoal::cli {

enum class DemoRole : std::uint8_t { bootstrap, seeder, downloader };

struct DemoNodePlan {
    std::string name;  ///< "peer 3"
    DemoRole role = DemoRole::downloader;
    std::string address;  ///< "127.0.0.6": its own, so that the others can tell it from its neighbours
    std::string folder;   ///< its own; made by start()
    std::string program;
    std::vector<std::string> arguments;  ///< of its command; where it listens and keeps its data is added
    std::vector<std::string> environment;
};

/// What can be seen of a node. Kept when it has ended.
struct DemoNodeView {
    std::string name;
    std::string address;
    DemoRole role = DemoRole::downloader;
    std::string activity;  ///< one or two words
    ShareView share;       ///< of the one share, once known
    StatusView status;
    std::map<std::string, std::uint64_t> received_from;  ///< content bytes by address, the most that was seen
    bool complete = false;

    [[nodiscard]] std::uint64_t received_of(const std::string& other_address) const;
};

class DemoNode {
public:
    DemoNode(UvWorld& loop, DemoNodePlan plan);
    ~DemoNode();
    DemoNode(const DemoNode&) = delete;
    DemoNode& operator=(const DemoNode&) = delete;

    [[nodiscard]] Result<> start();

    /// Reads what it wrote since.
    void read_output();
    /// The same, and asks it how it stands. Call a few times a second.
    void look();
    /// Drops the control connection and sends SIGTERM; kill sends SIGKILL.
    void end();
    void kill();
    [[nodiscard]] bool has_ended();

    [[nodiscard]] const DemoNodeView& view() const { return view_; }
    /// The last record of this type that it wrote.
    [[nodiscard]] const JsonRecord* said(const std::string& type) const;
    /// Why it ended although nobody asked it to; nothing while all is well.
    [[nodiscard]] std::optional<Error> failure();
    /// How many answers to GetStatus have come.
    [[nodiscard]] std::uint64_t answers() const { return answers_; }

private:
    void take(const JsonRecord& record);
    void connect();
    void ask();
    void take(const ShareDetails& details);
    [[nodiscard]] std::string last_words() const;
    [[nodiscard]] std::string control_path() const { return plan_.folder + "/control.sock"; }

    UvWorld* loop_;
    DemoNodePlan plan_;
    DemoNodeView view_;
    std::optional<ChildProcess> child_;
    std::size_t read_ = 0;  // bytes of its output
    std::string rest_;      // an unfinished line
    std::map<std::string, JsonRecord> said_;
    bool ending_ = false;
    bool connecting_ = false;
    bool asked_ = false;
    std::uint64_t answers_ = 0;
    std::unique_ptr<Engine> engine_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // callbacks that come later hold it weakly
};

}  // namespace shoal::cli
