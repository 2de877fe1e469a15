#include "cli/demo_plan.h"

#include <string_view>

#include <unistd.h>

namespace shoal::cli {
namespace {

/// Our own without what is meant for this process alone.
std::vector<std::string> inherited_environment() {
    std::vector<std::string> out;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        if (!std::string_view{*entry}.starts_with("SHOAL_")) out.emplace_back(*entry);
    }
    return out;
}

DemoNodePlan plan_of(std::string name, DemoRole role, std::string program, std::vector<std::string> arguments) {
    DemoNodePlan plan;
    plan.name = std::move(name);
    plan.role = role;
    plan.program = std::move(program);
    plan.arguments = std::move(arguments);
    plan.environment = inherited_environment();
    return plan;
}

}  // namespace

DemoNodePlan bootstrap_plan(const std::string& shoald) {
    return plan_of("bootstrap", DemoRole::bootstrap, shoald, {"--bootstrap", "none"});
}

DemoNodePlan seeder_plan(const std::string& shoal, const std::string& source, const std::string& bootstrap) {
    return plan_of("seeder", DemoRole::seeder, shoal,
                   {"share", source, "--with-secrets", "--standalone", "--bootstrap", bootstrap});
}

DemoNodePlan downloader_plan(const std::string& shoal, std::size_t number, const std::string& folder,
                             const std::string& bootstrap, const std::string& link) {
    auto plan =
        plan_of("peer " + std::to_string(number), DemoRole::downloader, shoal,
                {"get", "--output", folder, "--seed", "--standalone", "--progress", "none", "--bootstrap", bootstrap});
    plan.environment.push_back("SHOAL_LINK=" + link);
    return plan;
}

}  // namespace shoal::cli
