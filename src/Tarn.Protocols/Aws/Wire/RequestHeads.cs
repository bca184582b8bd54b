using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tarn.Protocols.Aws.Signing;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>Reads what is signed of a request before anything was decoded.</summary>
internal static class RequestHeads
{
    public static RequestHead Of(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        // Clients behind a proxy send the whole address.
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out Uri? address))
        {
            target = target[(target.IndexOf(address.Authority, StringComparison.Ordinal) + address.Authority.Length)..];
            target = target.StartsWith('/') ? target : "/" + target;
        }

        int question = target.IndexOf('?', StringComparison.Ordinal);
        List<KeyValuePair<string, string>> headers = [];
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers)
        {
            headers.AddRange(values.Select(value => KeyValuePair.Create(name, value ?? "")));
        }

        return new RequestHead(
            context.Request.Method.ToUpperInvariant(),
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[(question + 1)..],
            headers);
    }
}
