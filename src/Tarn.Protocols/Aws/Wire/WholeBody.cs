namespace Tarn.Protocols.Aws.Wire;

/// <summary>Reads small bodies whole, as bytes that may be kept.</summary>
internal static class WholeBody
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>All of a body; null when it is larger than it may be.</summary>
    public static async Task<byte[]?> TryReadAsync(Stream body, int bytesMax, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        byte[] buffer = new byte[ChunkBytes];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > bytesMax)
            {
                return null;
            }
        }

        return content.ToArray();
    }
}
