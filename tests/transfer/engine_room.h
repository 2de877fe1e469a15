#pragma once
// Whole engines in one process over real sockets, disks and catalogs.

#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data_dir.h"
#include "core/magnet.h"
#include "tests/core/world_fixture.h"
#include "transfer/local_engine.h"

namespace shoal::transfer {

inline std::string pattern(std::size_t size, unsigned seed) {
    std::string out(size, '\0');
    std::uint32_t state = seed * 2654435761U + 1;
    for (auto& c : out) {
        state = state * 1664525U + 1013904223U;
        c = static_cast<char>(state >> 24);
    }
    return out;
}

inline void write_file(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

inline std::string read_file(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

class EngineTest : public WorldTest {
protected:
    /// An engine with its own data directory and an event log.
    struct Node {
        std::string data;
        std::unique_ptr<DataDir> lock;
        std::unique_ptr<LocalEngine> engine;
        std::vector<Event> events;
        std::unique_ptr<Subscription> subscription;

        template <class E>
        [[nodiscard]] std::size_t heard() const {
            std::size_t count = 0;
            for (const auto& event : events) count += std::holds_alternative<E>(event) ? 1U : 0U;
            return count;
        }
    };

    Node& start(const std::string& name, EngineOptions options = {}) {
        auto node = std::make_unique<Node>();
        node->data = room / name;
        node->lock = std::make_unique<DataDir>(DataDir::open(node->data).value());
        options.data_dir = node->lock->path();
        options.listen = {loopback()};
        node->engine = LocalEngine::open(uv.world(), log, options).value();
        node->subscription = node->engine->subscribe([n = node.get()](const Event& e) { n->events.push_back(e); });
        nodes.push_back(std::move(node));
        return *nodes.back();
    }

    void stop(Node& node) {
        bool closed = false;
        node.engine->close([&] { closed = true; });
        run_until([&] { return closed; });
        std::erase_if(nodes, [&](const auto& one) { return one.get() == &node; });
    }

    template <class R>
    Result<typename R::Reply> ask(Node& node, R request) {
        std::optional<Result<typename R::Reply>> reply;
        node.engine->ask(std::move(request), [&](auto result) { reply = std::move(result); });
        run_until([&] { return reply.has_value(); });
        return std::move(*reply);
    }

    /// A folder with files of several shapes.
    std::string make_folder(const std::string& name) {
        const std::string path = room / name;
        write_file(path + "/large.bin", pattern(3'000'000, 1));
        write_file(path + "/deep/er/small.txt", "small\n");
        write_file(path + "/empty", "");
        std::filesystem::create_directories(path + "/empty folder");
        return path;
    }

    void expect_same_folder(const std::string& a, const std::string& b) {
        for (const auto* file : {"/large.bin", "/deep/er/small.txt", "/empty"}) {
            EXPECT_TRUE(std::filesystem::exists(b + file)) << file;
            EXPECT_EQ(read_file(a + file), read_file(b + file)) << file;
        }
        EXPECT_TRUE(std::filesystem::is_directory(b + "/empty folder"));
    }

    /// Resolves and downloads, and waits for the end.
    void download(Node& node, const std::string& link, const std::string& directory) {
        const auto found = ask(node, ResolveLink{.link = link, .timeout_ms = 15'000});
        ASSERT_TRUE(found) << found.error().what;
        const auto begun = ask(node, StartDownload{.tag = found->tag, .directory = directory, .overwrite = false});
        ASSERT_TRUE(begun) << begun.error().what;
        run_until([&] { return node.heard<ShareCompleted>() > 0; });
    }

    TemporaryDirectory room;
    Log log{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
    std::vector<std::unique_ptr<Node>> nodes;
};

}  // namespace shoal::transfer
