using System.Text;

namespace Tarn.Protocols.Admin.Commands;

/// <summary>One message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">As <see cref="FrameKind"/> says.</param>
public sealed record CommandFrame(FrameKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The payload as text.</summary>
    public string Text => Encoding.UTF8.GetString(Payload.Span);
}
