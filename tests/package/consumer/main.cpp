// Runs an engine in this process, as a program would that embeds Shoal: consumer DIRECTORY.
// It listens on nothing and knows nobody, so that it can be run anywhere.

#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>

#include "core/data_dir.h"
#include "core/log.h"
#include "core/uv_world.h"
#include "transfer/local_engine.h"

namespace {

int complain(const shoal::Error& error) {
    std::fprintf(stderr, "consumer: %s\n", error.what.c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return complain({shoal::Errc::usage, "consumer DIRECTORY"});
    const auto directory = shoal::DataDir::open(argv[1]);
    if (!directory) return complain(directory.error());

    shoal::UvWorld loop;
    shoal::World& world = loop.world();
    shoal::Log log{shoal::LogLevel::warn, shoal::LogFormat::text, [&world] { return world.timers.wall(); },
                   [](std::string_view line) {
                       std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
                   }};
    shoal::transfer::EngineOptions options;
    options.data_dir = directory->path();
    const auto engine = shoal::transfer::LocalEngine::open(world, log, options);
    if (!engine) return complain(engine.error());

    std::optional<shoal::Result<shoal::StatusView>> status;
    (*engine)->ask(shoal::GetStatus{}, [&status](auto reply) { status = std::move(reply); });
    loop.run_until([&status] { return status.has_value(); });
    if (!*status) return complain(status->error());
    std::printf("an engine of %zu shares and %zu endpoints\n", static_cast<std::size_t>((*status)->shares),
                (*engine)->listening().size());

    bool closed = false;
    (*engine)->close([&closed] { closed = true; });
    loop.run_until([&closed] { return closed; });
    return 0;
}
