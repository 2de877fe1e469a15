#include "cli/http_media_type.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace shoal::cli {

std::string_view media_type_of(std::string_view path) {
    using Entry = std::pair<std::string_view, std::string_view>;
    static constexpr auto types = std::to_array<Entry>({
        {"aac", "audio/aac"},
        {"ass", "text/plain; charset=utf-8"},
        {"avi", "video/x-msvideo"},
        {"avif", "image/avif"},
        {"bmp", "image/bmp"},
        {"csv", "text/csv; charset=utf-8"},
        {"epub", "application/epub+zip"},
        {"flac", "audio/flac"},
        {"gif", "image/gif"},
        {"gz", "application/gzip"},
        {"jpeg", "image/jpeg"},
        {"jpg", "image/jpeg"},
        {"json", "application/json"},
        {"m3u", "audio/mpegurl"},
        {"m4a", "audio/mp4"},
        {"m4v", "video/mp4"},
        {"md", "text/plain; charset=utf-8"},
        {"mkv", "video/x-matroska"},
        {"mov", "video/quicktime"},
        {"mp3", "audio/mpeg"},
        {"mp4", "video/mp4"},
        {"mpeg", "video/mpeg"},
        {"mpg", "video/mpeg"},
        {"oga", "audio/ogg"},
        {"ogg", "audio/ogg"},
        {"ogv", "video/ogg"},
        {"opus", "audio/ogg"},
        {"pdf", "application/pdf"},
        {"png", "image/png"},
        {"srt", "text/plain; charset=utf-8"},
        {"tar", "application/x-tar"},
        {"ts", "video/mp2t"},
        {"txt", "text/plain; charset=utf-8"},
        {"vtt", "text/vtt; charset=utf-8"},
        {"wav", "audio/wav"},
        {"webm", "video/webm"},
        {"webp", "image/webp"},
        {"zip", "application/zip"},
    });
    constexpr std::string_view unknown = "application/octet-stream";
    const auto name = path.substr(path.rfind('/') + 1);
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return unknown;
    std::string ending{name.substr(dot + 1)};
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto found = std::ranges::find(types, std::string_view{ending}, &Entry::first);
    return found == types.end() ? unknown : found->second;
}

}  // namespace shoal::cli
