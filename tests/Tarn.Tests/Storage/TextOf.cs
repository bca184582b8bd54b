using System.Text;
using Tarn.Storage;

namespace Tarn.Tests.Storage;

/// <summary>Reads objects as text.</summary>
internal static class TextOf
{
    public static async Task<string> AllAsync(OpenObject open, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        await open.CopyAsync(content, start: 0, open.Found.Info.SizeBytes, cancellationToken);
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
