// Reads the tree and says where it breaks the rules of the house, with what to write instead. Every rule is proven
// below by a text that breaks it: a rule that finds nothing in its own example would be no rule.

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace {

struct Finding {
    std::string path;
    std::size_t line = 0;  // from 1; 0: the file as a whole
    std::string what;
};

std::ostream& operator<<(std::ostream& out, const Finding& finding) {
    return out << finding.path << ':' << finding.line << ": " << finding.what;
}

using Findings = std::vector<Finding>;

constexpr std::size_t max_columns = 120;
constexpr std::size_t max_file_lines = 600;

// --- paths -----------------------------------------------------------------------------------------------------------

bool starts_with_any(std::string_view path, const std::vector<std::string>& prefixes) {
    return std::ranges::any_of(prefixes, [&](const std::string& prefix) { return path.starts_with(prefix); });
}

std::string folder_of(std::string_view path) {
    return std::string{path.substr(0, path.find('/'))};
}

bool is_cpp(std::string_view path) {
    return path.ends_with(".cpp") || path.ends_with(".h");
}

bool is_script(std::string_view path) {
    return path.ends_with(".py") || path.ends_with(".sh") || path == ".ci/run";
}

bool is_text(std::string_view path) {
    return is_cpp(path) || is_script(path) || path.ends_with(".md") || path.ends_with(".txt") ||
           path.ends_with(".json") || path.starts_with(".clang");
}

// Where a folder stands in the line; includes point to smaller numbers, or stay at home.
const std::map<std::string, int, std::less<>> places{{"crypto", 0},   {"core", 1}, {"dht", 2},
                                                     {"transfer", 3}, {"cli", 4},  {"gui", 4}};

bool is_product(std::string_view path) {
    return is_cpp(path) && places.contains(folder_of(path));
}

// --- reading C++ -----------------------------------------------------------------------------------------------------

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

bool is_word(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Blanks what stands in [begin, end) but for the line ends.
void blank(std::string& text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, text.size()); ++i) {
        if (text[i] != '\n') text[i] = ' ';
    }
}

std::size_t end_of_quoted(const std::string& text, std::size_t begin) {
    std::size_t i = begin + 1;
    while (i < text.size() && text[i] != text[begin] && text[i] != '\n') i += text[i] == '\\' ? 2U : 1U;
    return i + 1;
}

std::size_t end_of_raw(const std::string& text, std::size_t quote) {
    const auto open = text.find('(', quote);
    if (open == std::string::npos) return text.size();
    const std::string close = ")" + text.substr(quote + 1, open - quote - 1) + "\"";
    const auto end = text.find(close, open);
    return end == std::string::npos ? text.size() : end + close.size();
}

// The text with comments, strings and characters blanked, so that words in prose are not taken for code.
std::string code_of(std::string_view source) {
    std::string text{source};
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        if (text.compare(i, 2, "//") == 0) {
            end = std::min(text.find('\n', i), text.size());
        } else if (text.compare(i, 2, "/*") == 0) {
            const auto close = text.find("*/", i + 2);
            end = close == std::string::npos ? text.size() : close + 2;
        } else if (text[i] == '"') {
            end = i > 0 && text[i - 1] == 'R' ? end_of_raw(text, i) : end_of_quoted(text, i);
        } else if (text[i] == '\'' && (i == 0 || !is_word(text[i - 1]))) {  // 1'000 is a number
            end = end_of_quoted(text, i);
        } else {
            ++i;
            continue;
        }
        blank(text, i, end);
        i = end;
    }
    return text;
}

// --- words that code must not hold -----------------------------------------------------------------------------------

// `word` alone finds the word; with "(" at its end, a call of a free function of that name.
bool has_word(std::string_view line, std::string_view word) {
    const bool call = word.ends_with('(');
    if (call) word.remove_suffix(1);
    for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        const auto after = at + word.size();
        if (is_word(word.front()) && at > 0 && is_word(line[at - 1])) continue;
        if (is_word(word.back()) && after < line.size() && is_word(line[after])) continue;
        if (!call) return true;
        const bool member = at > 0 && (line[at - 1] == '.' || line.substr(0, at).ends_with("->"));
        const auto next = line.find_first_not_of(' ', after);
        if (!member && next != std::string_view::npos && line[next] == '(') return true;
    }
    return false;
}

struct WordRule {
    std::vector<std::string> words;
    std::function<bool(std::string_view path)> covers;
    std::string instead;
    std::vector<std::string> inside{};  // not empty: only in functions whose first line holds one of these
};

// The line at column 0 that begins the function (or whatever it is) around line `at`.
std::string_view head_of(const std::vector<std::string_view>& lines, std::size_t at) {
    while (at > 0 && (lines[at].empty() || lines[at].front() == ' ' || lines[at].front() == '}')) --at;
    return lines[at];
}

std::function<bool(std::string_view)> product_but(std::vector<std::string> prefixes) {
    return [prefixes = std::move(prefixes)](std::string_view path) {
        return is_product(path) && !starts_with_any(path, prefixes);
    };
}

std::function<bool(std::string_view)> cpp_in(std::vector<std::string> prefixes) {
    return [prefixes = std::move(prefixes)](std::string_view path) {
        return is_cpp(path) && starts_with_any(path, prefixes);
    };
}

// Casts between byte pointers: at the borders to C libraries and the kernel only.
const std::vector<std::string> border_files{"core/uv_",       "core/database",    "core/data_dir",
                                            "core/names.cpp", "cli/terminal.cpp", "crypto/"};

const std::vector<std::string> wire_parsers{"dht/krpc",     "dht/bencode",   "transfer/message",
                                            "core/packing", "core/manifest", "core/magnet"};

const std::vector<WordRule>& word_rules() {
    static const std::vector<WordRule> rules{
        {{"steady_clock::now", "system_clock::now", "high_resolution_clock::now", "time(", "gettimeofday(",
          "clock_gettime(", "clock(", "uv_now(", "uv_hrtime("},
         product_but({"core/uv_"}),
         "ask World::timers for the time"},
        {{"random_device", "mt19937", "mt19937_64", "default_random_engine", "rand(", "srand(", "random(",
          "randombytes(", "randombytes_buf(", "randombytes_uniform(", "randombytes_random(", "getrandom(",
          "getentropy("},
         product_but({"crypto/random.cpp"}),
         "take randomness from World::random"},
        {{"std::mutex", "std::shared_mutex", "std::lock_guard", "std::unique_lock", "std::scoped_lock", "std::atomic",
          "std::atomic_flag", "std::thread", "std::jthread", "std::condition_variable", "std::async", "std::future",
          "std::promise", "std::call_once", "pthread_create("},
         product_but({"core/uv_", "core/log"}),
         "one thread owns all state; submit a Job that owns its inputs to World::workers"},
        {{"shared_from_this", "enable_shared_from_this", "recursive_mutex"},
         is_product,
         "hold a weak liveness token and check it on the loop"},
        {{"reinterpret_cast"}, product_but(border_files), "as_bytes, as_text or std::as_bytes (crypto/bytes.h)"},
        {{"assert("}, is_product, "SHOAL_REQUIRE for our own mistakes, an Error for anybody else's"},
        {{"SHOAL_REQUIRE", "abort(", "terminate("},
         cpp_in(wire_parsers),
         "return an Error: what stands in a message is the sender's doing, not ours",
         {"parse", "decode", "load", "read", "Reader", "Unpacker", "unpack", "expect", "take_", "received"}},
        {{"sleep(", "usleep(", "nanosleep(", "sleep_for(", "sleep_until(", "sleep_for", "sleep_until"},
         is_cpp,
         "drive the clock (tests) or set a timer (product)"},
        {{"using namespace std;"}, is_cpp, "name what is used"},
        {{"strcpy(", "strcat(", "sprintf(", "vsprintf(", "atoi(", "atol(", "strtok("},
         is_cpp,
         "std::string, fmt::format, std::from_chars"},
        {{"popen(", "system(", "execl(", "execlp(", "execvp("}, product_but({"cli/"}), "the engine runs no program"},
    };
    return rules;
}

Findings check_words(std::string_view path, std::string_view text) {
    Findings found;
    const std::string code = code_of(text);
    const auto lines = lines_of(code);
    for (const auto& rule : word_rules()) {
        if (!rule.covers(path)) continue;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (const auto& word : rule.words) {
                if (!has_word(lines[i], word)) continue;
                const auto head = head_of(lines, i);
                const auto in_head = [head](const std::string& part) { return head.find(part) != head.npos; };
                if (!rule.inside.empty() && std::ranges::none_of(rule.inside, in_head)) continue;
                found.push_back({std::string{path}, i + 1, "`" + word + "` here; instead: " + rule.instead});
                break;
            }
        }
    }
    return found;
}

// --- includes --------------------------------------------------------------------------------------------------------

struct HeaderRule {
    std::vector<std::string> headers;  // prefixes of what stands between the quotes or brackets
    std::vector<std::string> homes;    // prefixes of the paths that may include them
    std::string instead;
};

const std::vector<HeaderRule>& header_rules() {
    static const std::vector<HeaderRule> rules{
        {{"uv.h"}, {"core/uv_"}, "core/world.h"},
        {{"sodium"}, {"crypto/"}, "crypto/hash.h, crypto/keys.h, crypto/random.h"},
        {{"sqlite3.h"}, {"core/database"}, "core/database.h"},
        {{"msgpack"}, {"core/packing.cpp"}, "core/packing.h"},
        {{"utf8proc.h"}, {"core/names.cpp", "core/utf8.cpp", "cli/terminal.cpp"}, "core/names.h"},
        {{"toml++", "toml.hpp"}, {"core/settings"}, "core/settings.h"},
        {{"microhttpd.h"}, {"cli/http_port.cpp"}, "cli/http_port.h"},
        {{"qrencode.h"}, {"cli/qr_encoder.cpp", "gui/qr_picture.cpp"}, "cli/qr_code.h or gui/qr_picture.h"},
        {{"CLI/"}, {"cli/"}, "nothing: options are read in cli/ only"},
        {{"nlohmann/"}, {"cli/", "core/log.cpp"}, "core/packing.h, or core/log.h"},
        {{"thread", "mutex", "shared_mutex", "atomic", "condition_variable", "future", "semaphore", "latch", "barrier",
          "stop_token"},
         {"core/uv_", "core/log", "gui/engine_bridge"},
         "World::workers (core/world.h)"},
        {{"random"}, {}, "crypto/random.h"},
        {{"fmt/"}, {"*.cpp"}, "a declaration here and fmt in the .cpp"},
        {{"iostream"}, {"cli/"}, "core/log.h"},
    };
    return rules;
}

bool is_home(std::string_view path, const std::vector<std::string>& homes) {
    return std::ranges::any_of(homes, [&](const std::string& home) {
        return home.starts_with('*') ? path.ends_with(home.substr(1)) : path.starts_with(home);
    });
}

bool names_header(std::string_view header, std::string_view rule) {
    if (!header.starts_with(rule)) return false;
    return header.size() == rule.size() || !is_word(header[rule.size()]) || !is_word(rule.back());
}

// What an #include line includes; empty for any other line.
std::string_view included(std::string_view line) {
    if (!line.starts_with("#include")) return {};
    const auto open = line.find_first_of("\"<");
    if (open == std::string_view::npos) return {};
    const auto close = line.find_first_of("\">", open + 1);
    return line.substr(open + 1, close - open - 1);
}

std::string direction_fault(std::string_view path, std::string_view header) {
    const auto from = places.find(folder_of(path));
    const auto to = places.find(folder_of(header));
    if (from == places.end() || header.find('/') == std::string_view::npos) return {};
    if (header.starts_with("tests/")) return "the product does not know its tests";
    if (to == places.end() || to->first == from->first || to->second < from->second) return {};
    return from->first + " stands left of " + to->first + ": declare what is needed in " + from->first +
           " and let the right side provide it";
}

Findings check_includes(std::string_view path, std::string_view text) {
    Findings found;
    if (!is_product(path)) return found;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto header = included(lines[i]);
        if (header.empty()) continue;
        if (auto fault = direction_fault(path, header); !fault.empty()) {
            found.push_back({std::string{path}, i + 1, std::move(fault)});
        }
        for (const auto& rule : header_rules()) {
            const bool named = std::ranges::any_of(rule.headers, [&](auto& h) { return names_header(header, h); });
            if (!named || is_home(path, rule.homes)) continue;
            found.push_back({std::string{path}, i + 1,
                             "<" + std::string{header} + "> is not for this file; instead: " + rule.instead});
        }
    }
    return found;
}

// --- secrets ---------------------------------------------------------------------------------------------------------

// A content id lets its holder read the share: it goes into a link, and never into text that a person or a log sees.
Findings check_secrets(std::string_view path, std::string_view text) {
    Findings found;
    if (!is_product(path) || starts_with_any(path, {"core/magnet"})) return found;
    const std::string code = code_of(text);
    const auto lines = lines_of(code);
    const std::array names{"content_id", "ContentId", "id().view", "id().bytes", ".id.view", ".id.bytes"};
    const std::array printers{"to_hex(", "as_text(", "base32(", "to_base32(", "LogField", "write(", "write_limited("};
    const std::array formatters{"formatter<ContentId", "formatter<shoal::ContentId", "const ContentId& id) << ",
                                "ostream&, const ContentId", "ostream& out, const ContentId"};
    const auto holds = [](std::string_view line) {
        return [line](const char* part) { return line.find(part) != std::string_view::npos; };
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool prints =
            std::ranges::any_of(names, holds(lines[i])) && std::ranges::any_of(printers, holds(lines[i]));
        if (!prints && !std::ranges::any_of(formatters, holds(lines[i]))) continue;
        found.push_back({std::string{path}, i + 1, "a content id is a secret; instead: its tag (ContentKeys::tag)"});
    }
    return found;
}

// --- form ------------------------------------------------------------------------------------------------------------

std::size_t columns(std::string_view line) {
    return static_cast<std::size_t>(std::ranges::count_if(line, [](char c) { return (c & '\xc0') != '\x80'; }));
}

// Words are spelled with a bar in them here, so that this file does not find itself.
std::string joined(std::string text) {
    std::erase(text, '|');
    return text;
}

void check_line(std::string_view path, std::size_t number, std::string_view line, Findings& found) {
    static const std::array left_over{joined("FIX|ME"), joined("TO|DO"), joined("XX|X")};
    static const std::array machine{joined("/wo|rk/"), joined("/tmp/hel|pers"), joined("../sha|red")};
    const auto say = [&](std::string what) { found.push_back({std::string{path}, number, std::move(what)}); };
    for (const auto& word : left_over) {
        if (has_word(line, word)) say(word + " left over; instead: do it, or open an issue");
    }
    for (const auto& part : machine) {
        const auto at = line.find(part);
        if (at != line.npos && (at == 0 || !is_word(line[at - 1]))) say(part + " is a path of one machine");
    }
    if (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r')) say("space at the end of the line");
    if (is_cpp(path) && line.find('\t') != std::string_view::npos) say("a tab; instead: four spaces");
    if ((is_cpp(path) || is_script(path)) && columns(line) > max_columns) {
        say("longer than " + std::to_string(max_columns) + " columns");
    }
}

Findings check_form(std::string_view path, std::string_view text) {
    Findings found;
    if (!is_text(path)) return found;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) check_line(path, i + 1, lines[i], found);
    const auto whole = [&](std::string what) { found.push_back({std::string{path}, 0, std::move(what)}); };
    if ((is_cpp(path) || is_script(path)) && lines.size() > max_file_lines) {
        whole("longer than " + std::to_string(max_file_lines) + " lines: which noun wants out?");
    }
    if (path.ends_with(".h") && (lines.empty() || lines.front() != "#pragma once")) {
        whole("a header begins with #pragma once");
    }
    if (!text.empty() && !text.ends_with('\n')) whole("the last line has no end");
    return found;
}

Findings check_name(std::string_view path) {
    static const std::vector<std::string> top{
        "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "core/",  "dht/",
        "transfer/",      "crypto/",           "gui/",      "cli/",    "tests/", "docs/"};
    Findings found;
    if (!path.starts_with('.') && !starts_with_any(path, top)) {
        found.push_back({std::string{path}, 0, "does not belong at the top level; instead: one of its folders"});
    }
    if (!is_cpp(path) && !is_script(path)) return found;
    std::string words{path};
    std::ranges::replace_if(
        words, [](char c) { return c == '/' || c == '_' || c == '.' || c == '-'; }, ' ');
    for (const auto* word : {"util", "utils", "common", "misc", "helper", "helpers", "manager"}) {
        if (has_word(words, word)) {
            found.push_back({std::string{path}, 0, std::string{word} + " names nothing; instead: the noun inside"});
        }
    }
    return found;
}

Findings check_file(std::string_view path, std::string_view text) {
    Findings all = check_name(path);
    for (auto* check : {check_words, check_includes, check_secrets, check_form}) {
        auto found = check(path, text);
        all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    return all;
}

// --- the tree --------------------------------------------------------------------------------------------------------

// What git knows or would take; empty where this is no checkout or there is no git.
std::vector<std::string> listed_by_git(const std::string& root) {
    const std::string command = "git -C '" + root + "' ls-files -z --cached --others --exclude-standard 2>/dev/null";
    struct Close {
        void operator()(std::FILE* pipe) const { pclose(pipe); }
    };
    const std::unique_ptr<std::FILE, Close> pipe{popen(command.c_str(), "r")};
    std::vector<std::string> paths;
    std::string path;
    for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get())) {
        if (c != 0) {
            path.push_back(static_cast<char>(c));
            continue;
        }
        paths.push_back(std::move(path));
        path.clear();
    }
    return paths;
}

std::vector<std::string> walked(const std::filesystem::path& root) {
    std::vector<std::string> paths;
    for (auto it = std::filesystem::recursive_directory_iterator{root}; it != std::filesystem::end(it); ++it) {
        const auto name = it->path().filename().string();
        const bool made = name == "build" || name == ".git" || name == ".cache" || name == "__pycache__";
        if (it->is_directory() && made) it.disable_recursion_pending();
        if (it->is_regular_file()) paths.push_back(it->path().lexically_relative(root).generic_string());
    }
    return paths;
}

std::vector<std::string> files_of_the_tree() {
    auto paths = listed_by_git(SHOAL_SOURCE_DIR);
    if (paths.empty()) paths = walked(SHOAL_SOURCE_DIR);
    std::erase_if(paths, [](const std::string& path) {
        return !std::filesystem::is_regular_file(std::filesystem::path{SHOAL_SOURCE_DIR} / path);
    });
    std::ranges::sort(paths);
    return paths;
}

TEST(Tidy, TheTreeKeepsTheRulesOfTheHouse) {
    const auto paths = files_of_the_tree();
    ASSERT_TRUE(std::ranges::binary_search(paths, "core/world.h")) << "not the source tree: " << SHOAL_SOURCE_DIR;
    for (const auto& path : paths) {
        std::ifstream file{std::filesystem::path{SHOAL_SOURCE_DIR} / path, std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        for (const auto& finding : check_file(path, text)) ADD_FAILURE() << finding;
    }
}

// --- every rule finds what it forbids --------------------------------------------------------------------------------

struct Example {
    std::string path;
    std::string text;
    std::size_t line;  // where the finding must be
    std::string says;  // part of what it must say
};

std::ostream& operator<<(std::ostream& out, const Example& example) {
    return out << example.path << " " << example.says;
}

class TidyRule : public testing::TestWithParam<Example> {};

TEST_P(TidyRule, FindsItsExample) {
    const auto& example = GetParam();
    const auto found = check_file(example.path, example.text);
    ASSERT_EQ(found.size(), 1U) << testing::PrintToString(found);
    EXPECT_EQ(found[0].line, example.line);
    EXPECT_NE(found[0].what.find(example.says), std::string::npos) << found[0];
}

const std::vector<Example> examples{
    {"core/a.cpp", "int a;\n#include \"dht/node.h\"\n", 2, "core stands left of dht"},
    {"crypto/a.cpp", "#include \"core/result.h\"\n", 1, "crypto stands left of core"},
    {"gui/a.cpp", "#include \"cli/demo.h\"\n", 1, "gui stands left of cli"},
    {"transfer/a.cpp", "#include \"tests/sim/sim.h\"\n", 1, "does not know its tests"},
    {"transfer/a.cpp", "#include <uv.h>\n", 1, "core/world.h"},
    {"core/packing.h", "#pragma once\n#include <msgpack.h>\n", 2, "core/packing.h"},
    {"core/rpc.cpp", "#include <nlohmann/json.hpp>\n", 1, "core/packing.h"},
    {"cli/http_server.cpp", "#include <microhttpd.h>\n", 1, "cli/http_port.h"},
    {"core/a.cpp", "#include <CLI/CLI.hpp>\n", 1, "cli/ only"},
    {"cli/a.cpp", "#include <toml++/toml.h>\n", 1, "core/settings.h"},
    {"cli/a.cpp", "#include <qrencode.h>\n", 1, "cli/qr_code.h"},
    {"transfer/a.cpp", "#include <atomic>\n", 1, "World::workers"},
    {"transfer/a.h", "#pragma once\n#include <fmt/format.h>\n", 2, "fmt in the .cpp"},
    {"dht/a.cpp", "#include <random>\n", 1, "crypto/random.h"},
    {"dht/a.cpp", "auto t = std::chrono::steady_clock::now();\n", 1, "World::timers"},
    {"cli/a.cpp", "auto t = std::time (nullptr);\n", 1, "World::timers"},
    {"core/a.cpp", "randombytes_buf(out.data(), out.size());\n", 1, "World::random"},
    {"dht/a.cpp", "std::mt19937 generator{7};\n", 1, "World::random"},
    {"transfer/a.cpp", "\nstd::atomic<int> count;\n", 2, "one thread owns all state"},
    {"transfer/a.cpp", "auto self = shared_from_this();\n", 1, "liveness token"},
    {"transfer/a.cpp", "auto* p = reinterpret_cast<char*>(q);\n", 1, "as_bytes"},
    {"dht/krpc.cpp", "Result<int> parse(BytesView in) {\n\n    SHOAL_REQUIRE(in.size() == 20);\n}\n", 3,
     "the sender's doing"},
    {"core/a.cpp", "assert(x);\n", 1, "SHOAL_REQUIRE"},
    {"tests/core/a_test.cpp", "std::this_thread::sleep_for(1ms);\n", 1, "drive the clock"},
    {"transfer/a.cpp", "system(command.c_str());\n", 1, "runs no program"},
    {"transfer/a.cpp", "log.write(info, part, text, {{key, to_hex(manifest.id().view())}});\n", 1, "its tag"},
    {"core/a.h", "#pragma once\ntemplate <> struct fmt::formatter<ContentId> {};\n", 2, "its tag"},
    {"core/a.cpp", joined("// FIX|ME later\n"), 1, "left over"},
    {"docs/a.md", joined("TO|DO\n"), 1, "left over"},
    {"docs/a.md", joined("see ../sha|red/x\n"), 1, "a path of one machine"},
    {"core/a.cpp", "int a; \n", 1, "space at the end"},
    {"core/a.cpp", "\tint a;\n", 1, "a tab"},
    {"tests/lab/a.py", std::string(121, 'a') + "\n", 1, "longer than 120 columns"},
    {"core/a.cpp", std::string(601, '\n'), 0, "longer than 600 lines"},
    {"core/a.h", "// text\n#pragma once\n", 0, "#pragma once"},
    {"core/a.cpp", "int a;", 0, "no end"},
    {"core/string_utils.cpp", "", 0, "utils names nothing"},
    {"tests/common/a.cpp", "", 0, "common names nothing"},
    {"notes.md", "", 0, "top level"},
    {"tools/a.cpp", "", 0, "top level"},
};
INSTANTIATE_TEST_SUITE_P(Every, TidyRule, testing::ValuesIn(examples));

TEST(Tidy, WordsInProseAndInTextAreNotCode) {
    const std::string text = "// rand() and std::atomic are not used\n/* assert(x)\n sleep(1) */\n"
                             "const char* a = \"time(0) \\\" rand()\";\nconst char* b = R\"x(rand() \" )x\";\n"
                             "constexpr int c = 1'000'000;\nconst char d = '\"';\nint e = 0;\n";
    EXPECT_TRUE(check_file("dht/a.cpp", text).empty()) << testing::PrintToString(check_file("dht/a.cpp", text));
}

TEST(Tidy, CodeAfterProseAndTextIsStillCode) {
    const auto found = check_file("dht/a.cpp", "const char d = '\"'; /* \" */ int e = 1'000 + rand();\n");
    ASSERT_EQ(found.size(), 1U) << testing::PrintToString(found);
}

TEST(Tidy, LongerWordsAndMembersAreNotTheForbiddenOnes) {
    const std::string text = "auto room = open(\"out/room/x\"); auto a = timers.time(); auto b = lifetime(c); auto d = "
                             "e->rand(); auto f = operand(g);\n"
                             "auto h = my_assert(i);\n";
    EXPECT_TRUE(check_file("dht/a.cpp", text).empty()) << testing::PrintToString(check_file("dht/a.cpp", text));
}

TEST(Tidy, WritersOfMessagesMayAssertWhatIsTheirOwn) {
    EXPECT_TRUE(
        check_file("dht/krpc.cpp", "Bytes encode(const Ping& ping) {\n    SHOAL_REQUIRE(a == b);\n}\n").empty());
}

TEST(Tidy, TheHomeOfAThingMayHoldIt) {
    EXPECT_TRUE(
        check_file("core/uv_world.cpp", "#include <uv.h>\n#include <atomic>\nauto t = uv_now(loop);\n").empty());
    EXPECT_TRUE(check_file("crypto/random.cpp", "#include <sodium.h>\nvoid f() { randombytes_buf(a, b); }\n").empty());
    EXPECT_TRUE(check_file("cli/a.cpp", "#include \"transfer/store.h\"\n#include <CLI/CLI.hpp>\n").empty());
    EXPECT_TRUE(check_file("core/log.cpp", "#include <nlohmann/json.hpp>\n#include <fmt/format.h>\n").empty());
}

}  // namespace
