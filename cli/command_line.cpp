#include "cli/command_line.h"

#include <algorithm>
#include <charconv>

#include "core/result.h"

namespace shoal::cli {
namespace {

const std::vector<std::string>& values_of(const CommandLine::Values& values, std::string_view name) {
    static const std::vector<std::string> none;
    const auto found = values.find(name);
    return found == values.end() ? none : found->second;
}

}  // namespace

CommandLine::CommandLine(const CommandInfo& command, Values options, Values operands)
    : command_{&command}, options_{std::move(options)}, operands_{std::move(operands)} {}

const OptionInfo& CommandLine::info(std::string_view option) const {
    const auto* found = find_option(*command_, option);
    SHOAL_REQUIRE(found != nullptr);
    return *found;
}

bool CommandLine::has(std::string_view option) const {
    return !values(option).empty();
}

std::optional<std::string> CommandLine::value(std::string_view option) const {
    const auto& given = values(option);
    if (!given.empty()) return given.back();
    const auto preset = info(option).preset;
    return preset.empty() ? std::nullopt : std::optional<std::string>{preset};
}

const std::vector<std::string>& CommandLine::values(std::string_view option) const {
    return values_of(options_, info(option).name);
}

std::optional<std::uint64_t> CommandLine::number(std::string_view option) const {
    SHOAL_REQUIRE(info(option).is_number());
    const auto text = value(option);
    if (!text) return std::nullopt;
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), out);
    SHOAL_REQUIRE(error == std::errc{} && end == text->data() + text->size());
    return out;
}

std::optional<std::string> CommandLine::operand(std::string_view name) const {
    const auto& given = operands(name);
    return given.empty() ? std::nullopt : std::optional{given.front()};
}

const std::vector<std::string>& CommandLine::operands(std::string_view name) const {
    SHOAL_REQUIRE(std::ranges::find(command_->operands, name, &OperandInfo::name) != command_->operands.end());
    return values_of(operands_, name);
}

}  // namespace shoal::cli
