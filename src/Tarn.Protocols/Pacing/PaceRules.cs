using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tarn.Protocols.Pacing;

/// <summary>
/// How slow clients may be that send bodies. The HTTP server looks once a second who is too slow, and whoever asks for
/// something then waits until all of those are sent away; here each has its own time.
/// </summary>
public sealed class PaceRules(TimeProvider timeProvider)
{
    public const double BytesPerSecondMin = 240;

    /// <summary>Of the golden ratio: what follows each other is far apart, and all of it is spread evenly.</summary>
    private const double Step = 0.6180339887498949;

    /// <summary>The shortest time in which a slow client is sent away.</summary>
    public static readonly TimeSpan TimeMin = TimeSpan.FromSeconds(10);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(15);

    private uint _turns;

    /// <summary>Has the body of a request read at the pace that is asked for; null when it has none.</summary>
    public PacedBody? Apply(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return null;
        }

        PacedBody body = new(context.Request.BodyReader, new MinDataRate(BytesPerSecondMin, NextTime()), timeProvider);
        context.Request.Body = body;
        return body;
    }

    /// <summary>How long the next client is waited for that sends next to nothing.</summary>
    public TimeSpan NextTime() => TimeMin + ((TimeMax - TimeMin) * (Interlocked.Increment(ref _turns) * Step % 1));
}
