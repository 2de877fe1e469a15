#include "cli/hook_call.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/packing.h"

namespace shoal::cli {
namespace {

constexpr std::uint64_t max_status = 255;

Result<std::string> take_text(Unpacker& in) {
    SHOAL_TRY(const auto bytes, in.bin());
    return std::string{as_text(bytes)};
}

}  // namespace

Bytes HookCall::encode() const {
    Packer out;
    out.array(4).bin(as_bytes(tag)).bin(as_bytes(name)).bin(as_bytes(path)).uint(bytes);
    return out.take();
}

Result<HookCall> HookCall::decode(BytesView packed) {
    Unpacker in{packed};
    SHOAL_TRY(const auto count, in.array());
    if (count != 4) return fail(Errc::malformed, "a hook is told four things");
    HookCall out;
    SHOAL_TRY(out.tag, take_text(in));
    SHOAL_TRY(out.name, take_text(in));
    SHOAL_TRY(out.path, take_text(in));
    SHOAL_TRY(out.bytes, in.uint());
    SHOAL_CHECK(in.finish());
    for (const auto* text : {&out.tag, &out.name, &out.path}) {
        if (text->find('\0') != std::string::npos) return fail(Errc::malformed, "a NUL in what a hook is told");
    }
    return out;
}

std::vector<std::string> HookCall::fill(const std::vector<std::string>& words) const {
    const std::array<std::pair<std::string_view, std::string>, 4> values{
        {{"{tag}", tag}, {"{name}", name}, {"{path}", path}, {"{bytes}", std::to_string(bytes)}}};
    std::vector<std::string> out;
    for (const auto& word : words) {
        std::string filled;
        for (std::string_view rest = word; !rest.empty();) {
            const auto begins = [&](const auto& value) { return !out.empty() && rest.starts_with(value.first); };
            const auto* value = std::ranges::find_if(values, begins);
            filled += value != values.end() ? value->second : std::string{rest.front()};
            rest.remove_prefix(value != values.end() ? value->first.size() : 1);
        }
        out.push_back(std::move(filled));
    }
    return out;
}

std::vector<std::string> HookCall::environment() const {
    return {"PATH=/usr/local/bin:/usr/bin:/bin",
            "LANG=C.UTF-8",
            "SHOAL_TAG=" + tag,
            "SHOAL_NAME=" + name,
            "SHOAL_PATH=" + path,
            "SHOAL_BYTES=" + std::to_string(bytes)};
}

Bytes HookEnd::encode() const {
    Packer out;
    out.array(2).uint(static_cast<std::uint64_t>(std::clamp<int>(status, 0, max_status))).boolean(timed_out);
    return out.take();
}

Result<HookEnd> HookEnd::decode(BytesView bytes) {
    Unpacker in{bytes};
    SHOAL_TRY(const auto count, in.array());
    if (count != 2) return fail(Errc::malformed, "the end of a hook has two parts");
    HookEnd out;
    SHOAL_TRY(const auto status, in.uint_at_most(max_status));
    out.status = static_cast<int>(status);
    SHOAL_TRY(out.timed_out, in.boolean());
    SHOAL_CHECK(in.finish());
    return out;
}

}  // namespace shoal::cli
