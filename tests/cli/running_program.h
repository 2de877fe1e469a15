#pragma once
// A real shoal or shoald of this build, alone in its own directories, on loopback.

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <poll.h>

#include "cli/child_process.h"
#include "cli/json_output.h"
#include "tests/cli/temporary_folder.h"

namespace shoal::cli {

inline constexpr int max_wait_ms = 30'000;  // for what takes a moment; under sanitizers on a busy machine

class RunningProgram {
public:
    /// `home` holds its HOME and what it prints, under `name`. A path of another program is that one.
    RunningProgram(const TemporaryFolder& home, std::string name, const std::string& program,
                   std::vector<std::string> arguments, std::vector<std::string> environment = {})
        : home_{home}, name_{std::move(name)} {
        ChildPlan plan;
        plan.program = program.starts_with('/') ? program : std::string{SHOAL_BIN_DIR} + "/" + program;
        plan.arguments = std::move(arguments);
        plan.environment = std::move(environment);
        for (const auto* variable : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"}) {
            if (const char* value = std::getenv(variable))
                plan.environment.push_back(std::string{variable} + "=" + value);
        }
        // No test may speak to the network of the machine it runs on; only labs with networks of their own look around.
        plan.environment.insert(plan.environment.end(), {"SHOAL_LAN=off", "HOME=" + home.under(name_ + ".home"),
                                                         "TMPDIR=" + home.path(), "PATH=/usr/bin:/bin"});
        plan.stdout_path = home.under(name_ + ".out");
        plan.stderr_path = home.under(name_ + ".err");
        auto child = ChildProcess::start(plan);
        EXPECT_TRUE(child);
        if (child) child_.emplace(std::move(*child));
    }

    /// Its exit code, waited for; -1 if it does not end.
    int wait() {
        until([this] { return child_->exit_status().has_value(); });
        return child_->exit_status().value_or(-1);
    }
    void signal(int number) { child_->signal(number); }
    [[nodiscard]] pid_t pid() const { return child_->pid(); }
    [[nodiscard]] std::string out() const { return home_.read(name_ + ".out"); }
    [[nodiscard]] std::string err() const { return home_.read(name_ + ".err"); }

    /// The last record of this type on stdout so far.
    [[nodiscard]] std::optional<JsonRecord> said(const std::string& type) const {
        std::optional<JsonRecord> found;
        std::istringstream lines{out()};
        for (std::string line; std::getline(lines, line) && !lines.eof();) {
            if (auto record = parse_json_line(line); record && record->type == type) found = std::move(record);
        }
        return found;
    }
    /// The same, waited for.
    JsonRecord record(const std::string& type) {
        std::optional<JsonRecord> found;
        until([&] { return (found = said(type)).has_value() || child_->exit_status().has_value(); });
        found = said(type);
        EXPECT_TRUE(found) << "no " << type << " in:\n" << out() << err();
        return found.value_or(JsonRecord{});
    }
    /// Waits until it has said this on stderr.
    bool has_said(const std::string& text) {
        until([&] { return err().find(text) != std::string::npos || child_->exit_status().has_value(); });
        return err().find(text) != std::string::npos;
    }

    /// Looks until it is so; false if that takes too long.
    template <class Condition>
    static bool until(Condition condition) {
        bool is_so = condition();
        for (int ms = 0; ms < max_wait_ms && !is_so; ms += 5, is_so = condition()) ::poll(nullptr, 0, 5);
        return is_so;
    }

private:
    const TemporaryFolder& home_;
    std::string name_;
    std::optional<ChildProcess> child_;
};

}  // namespace shoal::cli
