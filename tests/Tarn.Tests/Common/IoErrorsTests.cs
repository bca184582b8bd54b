using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Common;

public sealed class IoErrorsTests
{
    [Fact]
    public void A_full_disk_is_TN4001()
    {
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        IOException refused = Assert.Throws<IOException>(() => full.Write([1]));

        TarnException translated = IoErrors.Translate(refused, "write object 'a' of bucket 'raw'");

        Assert.Equal(ErrorCodes.StorageFull, translated.Code);
        Assert.Equal(
            "Cannot write object 'a' of bucket 'raw': No space left on device (errno 28)", translated.Message);
        Assert.NotNull(translated.Hint);
    }

    [Theory]
    [InlineData(30, ErrorCodes.StorageReadOnly)]
    [InlineData(13, ErrorCodes.StorageReadOnly)]
    [InlineData(1, ErrorCodes.StorageReadOnly)]
    [InlineData(122, ErrorCodes.StorageFull)]
    [InlineData(5, ErrorCodes.StorageFailed)]
    [InlineData(24, ErrorCodes.StorageFailed)]
    public void Error_numbers_have_codes(int errno, string code) =>
        Assert.Equal(code, IoErrors.Translate(new IOException("message", errno), "do something").Code);
}
