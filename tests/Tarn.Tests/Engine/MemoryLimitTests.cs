using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class MemoryLimitTests
{
    // A window over the sort keeps it from being optimized away.
    private const string Sort = """
        SELECT count(before) + 1
        FROM (SELECT lag(m) OVER (ORDER BY m) AS before FROM (SELECT md5(i::VARCHAR) AS m FROM range(3_000_000) t(i)))
        """;

    [Fact]
    public async Task Without_scratch_a_big_sort_runs_out_of_memory()
    {
        EngineException exception = await Assert.ThrowsAsync<EngineException>(
            () => Run(new EngineOptions { MemoryBytesMax = 64 << 20, Threads = 2 }));

        Assert.Equal(ErrorCodes.OutOfMemory, exception.Code);
        Assert.Equal(EngineErrorKind.OutOfMemory, exception.Kind);
        Assert.NotNull(exception.Hint);
    }

    [Fact]
    public async Task With_scratch_the_same_sort_succeeds_and_leaves_nothing()
    {
        string scratch = Directory.CreateTempSubdirectory("tarn-scratch").FullName;
        try
        {
            object? count = await Run(
                new EngineOptions { MemoryBytesMax = 64 << 20, Threads = 2, ScratchDirectory = scratch });

            Assert.Equal(3_000_000L, count);
            Assert.False(Directory.Exists(scratch) && Directory.EnumerateFiles(scratch).Any());
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    [Fact]
    public async Task Scratch_has_a_limit_too()
    {
        string scratch = Directory.CreateTempSubdirectory("tarn-scratch").FullName;
        try
        {
            EngineException exception = await Assert.ThrowsAsync<EngineException>(() => Run(new EngineOptions
            {
                MemoryBytesMax = 64 << 20,
                Threads = 2,
                ScratchDirectory = scratch,
                ScratchBytesMax = 1 << 20,
            }));

            Assert.Equal(ErrorCodes.OutOfMemory, exception.Code);
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    private static async Task<object?> Run(EngineOptions options)
    {
        using DuckInstance instance = DuckInstance.Open(options);
        using DuckConnection connection = instance.Connect();
        return await connection.ScalarAsync(Sort, TestContext.Current.CancellationToken);
    }
}
