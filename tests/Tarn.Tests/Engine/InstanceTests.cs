using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Execution;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class InstanceTests : EngineTest
{
    [Fact]
    public void The_library_is_the_pinned_version() => Assert.Equal("v1.5.5", Instance.LibraryVersion);

    [Theory]
    [InlineData("autoinstall_known_extensions", "false")]
    [InlineData("autoload_known_extensions", "false")]
    [InlineData("allow_community_extensions", "false")]
    [InlineData("allow_persistent_secrets", "false")]
    [InlineData("TimeZone", "UTC")]
    [InlineData("preserve_insertion_order", "true")]
    [InlineData("temp_directory", "")]
    public async Task A_new_connection_has_safe_settings(string name, string value) =>
        Assert.Equal(value, await Scalar($"SELECT current_setting('{name}')::VARCHAR"));

    [Fact]
    public async Task Needed_extensions_are_built_in()
    {
        IReadOnlyList<object?[]> rows = await Connection.QueryAllAsync(
            "SELECT extension_name FROM duckdb_extensions() WHERE loaded ORDER BY 1", Token);

        Assert.Superset(
            new HashSet<string> { "icu", "json", "parquet" }, rows.Select(row => (string)row[0]!).ToHashSet());
    }

    [Fact]
    public async Task Limits_reach_the_engine()
    {
        using DuckInstance instance = DuckInstance.Open(new EngineOptions { MemoryBytesMax = 512 << 20, Threads = 1 });
        using DuckConnection connection = instance.Connect();

        Assert.Equal("512.0 MiB", await connection.ScalarAsync("SELECT current_setting('memory_limit')", Token));
        Assert.Equal(1L, await connection.ScalarAsync("SELECT current_setting('threads')", Token));
    }

    [Fact]
    public void Instances_without_a_scratch_directory_share_none()
    {
        string first;
        using (DuckInstance instance = DuckInstance.Open(new EngineOptions()))
        {
            using DuckInstance other = DuckInstance.Open(new EngineOptions());
            first = instance.ScratchDirectory;

            Assert.True(Directory.Exists(first));
            Assert.NotEqual(first, other.ScratchDirectory);
        }

        Assert.False(Directory.Exists(first));
    }

    [Fact]
    public void A_missing_library_is_named()
    {
        string folder = Path.Combine(Path.GetTempPath(), "no-such-folder");

        TarnException exception = Assert.Throws<TarnException>(() => Open(folder));

        Assert.Equal(ErrorCodes.EngineLibrary, exception.Code);
        Assert.Contains(folder, exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Hint);
    }

    [Fact]
    public void A_file_that_is_no_library_is_named()
    {
        using TemporaryDirectory folder = new();
        string path = folder.Sub(OperatingSystem.IsWindows() ? "duckdb.dll"
            : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so");
        File.WriteAllText(path, "not a library");

        TarnException exception = Assert.Throws<TarnException>(() => Open(folder.Path));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_option_is_named()
    {
        EngineException exception = Assert.Throws<EngineException>(
            () => DuckInstance.Open(new EngineOptions { Threads = 0 }));

        Assert.Contains("threads", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Disposed_things_say_so()
    {
        DuckInstance instance = DuckInstance.Open(new EngineOptions());
        DuckConnection connection = instance.Connect();
        instance.Dispose();

        Assert.Throws<ObjectDisposedException>(instance.Connect);
        Assert.Equal(1, await connection.ScalarAsync("SELECT 1", Token));
        connection.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.ScalarAsync("SELECT 1", Token));
        Assert.Null(connection.ProgressPercent);
    }

    private static DuckInstance Open(string folder) =>
        DuckInstance.Open(new EngineOptions(), folder, SessionSettings.Apply);
}
