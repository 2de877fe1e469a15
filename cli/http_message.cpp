#include "cli/http_message.h"

#include <algorithm>

namespace shoal::cli {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_named(const std::string& name, std::string_view lower_name) {
    return std::ranges::equal(name, lower_name, {}, lower);
}

}  // namespace

std::optional<std::string_view> HttpRequest::field(std::string_view name) const {
    for (const auto& [key, value] : fields) {
        if (is_named(key, name)) return value;
    }
    return std::nullopt;
}

std::size_t HttpRequest::count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(fields, [name](const auto& field) { return is_named(field.first, name); }));
}

HttpAnswer HttpAnswer::sentence(unsigned status, std::string_view words) {
    HttpAnswer answer;
    answer.status = status;
    answer.fields.emplace_back("Content-Type", "text/plain; charset=utf-8");
    answer.text = std::string{words} + "\n";
    return answer;
}

}  // namespace shoal::cli
