using System.Diagnostics;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>Tells the span of a request, when there is one, which operation it is for.</summary>
internal static class OperationSpan
{
    /// <param name="service">As <c>s3</c>.</param>
    /// <param name="operation">One that the service knows, as <c>PutObject</c>.</param>
    public static void Name(string service, string operation)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            string action = $"{service}:{operation}";
            span.DisplayName = action;
            span.SetTag("rpc.system", "aws-api");
            span.SetTag("rpc.method", action);
        }
    }
}
