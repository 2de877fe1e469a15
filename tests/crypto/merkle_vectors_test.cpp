#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include <gtest/gtest.h>

#include "crypto/merkle.h"
#include "tests/crypto/hex_bytes.h"

// merkle_vectors.txt was printed by merkle_vectors.py, which knows docs/wire.md and not this code.

namespace shoal::crypto {
namespace {

const std::string folder = std::string{SHOAL_SOURCE_DIR} + "/tests/crypto/";

std::string contents(const std::string& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The blob that merkle_vectors.py describes.
Bytes blob_of(std::size_t leaves, std::size_t last) {
    if (leaves == 0) return {};
    const Bytes filling = counting_bytes(leaf_size);
    Bytes blob;
    blob.reserve(leaves * leaf_size);
    for (std::size_t i = 0; i < leaves; ++i) {
        blob.insert(blob.end(), filling.begin(), filling.end());
        for (std::size_t j = 0; j < 8; ++j) blob[i * leaf_size + j] = static_cast<Byte>(i >> 8 * j & 0xffU);
    }
    blob.resize((leaves - 1) * leaf_size + last);
    return blob;
}

/// The tree over chunk roots, as a client keeps them.
Hash tree_of_chunks(BytesView blob) {
    std::vector<Hash> roots;
    for (std::size_t at = 0; at < blob.size(); at += chunk_size) {
        roots.push_back(chunk_root(blob.subspan(at, std::min(chunk_size, blob.size() - at))));
    }
    return tree_root(roots);
}

TEST(MerkleVectors, EveryVectorComesOut) {
    std::istringstream lines{contents(folder + "merkle_vectors.txt")};
    std::size_t leaves = 0;
    std::size_t last = 0;
    std::string tree;
    std::string file;
    std::string id;
    std::size_t seen = 0;
    while (lines >> leaves >> last >> tree >> file >> id) {
        SCOPED_TRACE(testing::Message() << leaves << " leaves, the last of " << last << " bytes");
        const Bytes blob = blob_of(leaves, last);
        const Hash root = tree_of(blob);
        EXPECT_EQ(to_hex(root), tree);
        EXPECT_EQ(to_hex(file_root(blob.size(), root)), file);
        EXPECT_EQ(to_hex(content_id(blob.size(), root)), id);
        if (!blob.empty()) {
            EXPECT_EQ(tree_of_chunks(blob), root);
        }
        ++seen;
    }
    EXPECT_TRUE(lines.eof());
    EXPECT_EQ(seen, 88U);
}

TEST(MerkleVectors, TheScriptStillPrintsWhatIsCheckedIn) {
    if (std::system("python3 -c pass 2>/dev/null") != 0) GTEST_SKIP() << "there is no python3";
    struct Close {
        void operator()(std::FILE* pipe) const { pclose(pipe); }
    };
    const std::string command = "python3 '" + folder + "merkle_vectors.py'";
    const std::unique_ptr<std::FILE, Close> pipe{popen(command.c_str(), "r")};
    ASSERT_TRUE(pipe);
    std::string printed;
    std::array<char, 4096> buffer;
    for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;) {
        printed.append(buffer.data(), n);
    }
    EXPECT_EQ(printed, contents(folder + "merkle_vectors.txt"));
}

}  // namespace
}  // namespace shoal::crypto
