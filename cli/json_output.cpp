#include "cli/json_output.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Takes the fields of a view in their order.
struct Fields {
    Json& object;

    void operator()(const char* key, const std::string& value) const {
        if (!value.empty()) object[key] = value;
    }
    void operator()(const char* key, std::uint64_t value) const { object[key] = value; }
    void operator()(const char* key, bool value) const { object[key] = value; }
    void operator()(const char* key, ShareState value) const { object[key] = std::string{to_string(value)}; }
    void operator()(const char* key, FilePriority value) const { object[key] = std::string{to_string(value)}; }
    void operator()(const char* key, const std::vector<std::string>& values) const { object[key] = values; }

    template <class View>
    void operator()(const char* key, const std::vector<View>& views) const {
        Json list = Json::array();
        for (const auto& view : views) {
            Json one = Json::object();
            View::fields(Fields{one}, view);
            list.push_back(std::move(one));
        }
        object[key] = std::move(list);
    }

    template <class View>
    requires std::is_class_v<View>
    void operator()(const char* key, const View& view) const {
        Json one = Json::object();
        View::fields(Fields{one}, view);
        object[key] = std::move(one);
    }
};

template <class View>
void put_fields(Json& object, const View& view) {
    View::fields(Fields{object}, view);
}

}  // namespace

struct JsonLine::State {
    Json object;
};

JsonLine::JsonLine(std::string_view type) : state_{std::make_unique<State>()} {
    state_->object["v"] = 1;
    state_->object["type"] = std::string{type};
}

JsonLine::JsonLine(JsonLine&&) noexcept = default;
JsonLine::~JsonLine() = default;

JsonLine& JsonLine::text(std::string_view key, std::string_view value) {
    if (!value.empty()) state_->object[std::string{key}] = std::string{value};
    return *this;
}

JsonLine& JsonLine::number(std::string_view key, std::uint64_t value) {
    state_->object[std::string{key}] = value;
    return *this;
}

JsonLine& JsonLine::real(std::string_view key, double value) {
    if (std::isfinite(value)) state_->object[std::string{key}] = std::round(value * 1000) / 1000;
    return *this;
}

JsonLine& JsonLine::flag(std::string_view key, bool value) {
    state_->object[std::string{key}] = value;
    return *this;
}

JsonLine& JsonLine::texts(std::string_view key, const std::vector<std::string>& values) {
    state_->object[std::string{key}] = values;
    return *this;
}

JsonLine& JsonLine::shares(std::string_view key, const std::vector<ShareView>& values) {
    Fields{state_->object}(std::string{key}.c_str(), values);
    return *this;
}

JsonLine& JsonLine::files(std::string_view key, const std::vector<FileView>& values) {
    Fields{state_->object}(std::string{key}.c_str(), values);
    return *this;
}

JsonLine& JsonLine::peers(std::string_view key, const std::vector<PeerView>& values) {
    Fields{state_->object}(std::string{key}.c_str(), values);
    return *this;
}

JsonLine& JsonLine::sources(std::string_view key, const std::vector<KnownPeerView>& values) {
    Fields{state_->object}(std::string{key}.c_str(), values);
    return *this;
}

JsonLine& JsonLine::numbers(std::string_view key, const std::map<std::string, std::uint64_t>& values) {
    state_->object[std::string{key}] = values;
    return *this;
}

JsonLine& JsonLine::fields(const StatusView& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const DhtView& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const PeerList& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const ShareView& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const ShareAdded& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const LinkResolved& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const VerifyReport& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const Diagnosis& view) {
    put_fields(state_->object, view);
    return *this;
}

JsonLine& JsonLine::fields(const Event& event) {
    std::visit([this](const auto& one) { put_fields(state_->object, one); }, event);
    return *this;
}

std::string JsonLine::str() const {
    constexpr bool ensure_ascii = true;
    return state_->object.dump(-1, ' ', ensure_ascii, Json::error_handler_t::replace);
}

std::optional<JsonRecord> parse_json_line(std::string_view line) {
    const auto object = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!object.is_object() || !object.contains("v") || object["v"] != 1 || !object.contains("type")) return {};
    JsonRecord out;
    for (const auto& [key, value] : object.items()) {
        if (value.is_string()) {
            out.texts[key] = value.get<std::string>();
        } else if (value.is_number_unsigned()) {
            out.numbers[key] = value.get<std::uint64_t>();
        } else if (value.is_array()) {
            auto& list = out.lists[key];
            for (const auto& item : value) {
                if (item.is_string()) list.push_back(item.get<std::string>());
            }
        }
    }
    out.type = out.texts["type"];
    return out;
}

}  // namespace shoal::cli
