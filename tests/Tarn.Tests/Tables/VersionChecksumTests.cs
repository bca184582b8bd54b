using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Tables;

public sealed class VersionChecksumTests
{
    private const string Protocol = """{"minReaderVersion":1,"minWriterVersion":2}""";

    private readonly TableRig _rig = new();

    [Fact]
    public async Task A_checksum_that_fits_changes_nothing()
    {
        await CommitAsync();
        await PutAsync($$"""{"tableSizeBytes":200,"numFiles":2,"protocol":{{Protocol}},"unknown":1}""");
        Assert.Equal(2, (await _rig.LoadAsync()).Files.Count);
    }

    [Theory]
    [InlineData("""{"tableSizeBytes":200,"numFiles":3}""", "numFiles is 2, not 3")]
    [InlineData("""{"tableSizeBytes":201,"numFiles":2}""", "tableSizeBytes is 200, not 201")]
    [InlineData(
        """{"tableSizeBytes":200,"numFiles":2,"numDeletionVectorsOpt":1}""", "numDeletionVectorsOpt is 0, not 1")]
    [InlineData("""{"tableSizeBytes":200,"numFiles":2,"metadata":{"id":"other"}}""", "not 'other'")]
    [InlineData(
        """{"tableSizeBytes":200,"numFiles":2,"protocol":{"minReaderVersion":3,"minWriterVersion":7}}""",
        "minReaderVersion is 1, not 3")]
    [InlineData("""{"tableSizeBytes":200}""", "cannot be read")]
    [InlineData("""{"tableSizeBytes":2""", "cannot be read")]
    [InlineData("", "cannot be read")]
    public async Task Another_checksum_is_an_error_that_names_file_and_version(string content, string expected)
    {
        await CommitAsync();
        await PutAsync(content);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.LoadAsync);
        Assert.Equal(ErrorCodes.TableCorrupt, exception.Code);
        Assert.Contains("00000000000000000001.crc", exception.Message, StringComparison.Ordinal);
        Assert.Contains("version 1 ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checksum_of_another_version_does_not_matter()
    {
        await CommitAsync();
        await _rig.CommitAsync(Tarn.Tables.WriteMode.Append);
        await PutAsync("bad");
        Assert.Equal(2, (await _rig.LoadAsync()).Version);
    }

    private async Task CommitAsync()
    {
        await _rig.CommitAsync(Tarn.Tables.WriteMode.Append, TableRig.File("a"));
        await _rig.CommitAsync(Tarn.Tables.WriteMode.Append, TableRig.File("b"));
    }

    private Task PutAsync(string content) => _rig.PutLogAsync("00000000000000000001.crc", content);
}
