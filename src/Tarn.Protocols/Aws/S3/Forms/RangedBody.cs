using System.Globalization;
using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>A file of a form, whose length must be in a range; it stays the caller's.</summary>
internal sealed class RangedBody(Stream inner, long bytesMin, long bytesMax) : ForwardStream
{
    private long _read;

    /// <exception cref="AwsException">
    /// <c>EntityTooLarge</c>, <c>EntityTooSmall</c>: the file is; <c>IncompleteBody</c>: the form ends within it.
    /// </exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            throw new AwsException("IncompleteBody", "The form ends before its file does.");
        }

        _read += read;
        if (_read > bytesMax)
        {
            throw Refused("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", bytesMax);
        }

        return read == 0 && buffer.Length > 0 && _read < bytesMin
            ? throw Refused("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", bytesMin)
            : read;
    }

    private AwsException Refused(string code, string message, long allowed) => new(code, message)
    {
        Details =
        [
            new("ProposedSize", _read.ToString(CultureInfo.InvariantCulture)),
            new("AllowedSize", allowed.ToString(CultureInfo.InvariantCulture)),
        ],
    };
}
