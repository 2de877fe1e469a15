#pragma once
// One JSON object per line: {"v":1,"type":...}. nlohmann-json stays behind the .cpp.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/events.h"
#include "core/requests.h"

namespace shoal::cli {

/// Builds one object. Keys are written in the order they are given; everything outside ASCII is escaped, so that a line
/// is safe on a terminal; invalid UTF-8 becomes U+FFFD. What is unknown is left out.
class JsonLine {
public:
    explicit JsonLine(std::string_view type);
    JsonLine(JsonLine&&) noexcept;
    ~JsonLine();

    JsonLine& text(std::string_view key, std::string_view value);  ///< left out if empty
    JsonLine& number(std::string_view key, std::uint64_t value);
    JsonLine& real(std::string_view key, double value);  ///< rounded to 3 decimals
    JsonLine& flag(std::string_view key, bool value);
    JsonLine& texts(std::string_view key, const std::vector<std::string>& values);
    JsonLine& shares(std::string_view key, const std::vector<ShareView>& values);
    JsonLine& files(std::string_view key, const std::vector<FileView>& values);
    JsonLine& peers(std::string_view key, const std::vector<PeerView>& values);
    JsonLine& sources(std::string_view key, const std::vector<KnownPeerView>& values);
    JsonLine& numbers(std::string_view key, const std::map<std::string, std::uint64_t>& values);
    /// All fields of a view, as the control socket names them.
    JsonLine& fields(const StatusView& view);
    JsonLine& fields(const DhtView& view);
    JsonLine& fields(const PeerList& view);
    JsonLine& fields(const ShareView& view);
    JsonLine& fields(const ShareAdded& view);
    JsonLine& fields(const LinkResolved& view);
    JsonLine& fields(const VerifyReport& view);
    JsonLine& fields(const Diagnosis& view);
    JsonLine& fields(const Event& view);

    [[nodiscard]] std::string str() const;  ///< without newline

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A line as another process of ours wrote it; values of other kinds than these are left out.
struct JsonRecord {
    std::string type;
    std::map<std::string, std::string> texts;
    std::map<std::string, std::uint64_t> numbers;
    std::map<std::string, std::vector<std::string>> lists;
};

/// Nothing if it is no object with "v":1 and a type.
[[nodiscard]] std::optional<JsonRecord> parse_json_line(std::string_view line);

}  // namespace shoal::cli
