using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sts;

/// <summary>The Security Token Service, as far as clients need it to learn who they are.</summary>
internal static class StsService
{
    public static QueryService Create() => new()
    {
        Name = "sts",
        Version = "2011-06-15",
        Namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
        Operations = new Dictionary<string, QueryOperation>
        {
            ["GetCallerIdentity"] = GetCallerIdentityAsync,
        },
    };

    private static Task<ResultWriter> GetCallerIdentityAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string resource = call.Caller.IsRoot ? "root" : $"user/{call.Caller.Name}";
        return Task.FromResult<ResultWriter>(writer =>
        {
            writer.WriteElementString("Arn", $"arn:aws:iam::{AwsAccount.Id}:{resource}");
            writer.WriteElementString("UserId", call.Caller.IsRoot ? AwsAccount.Id : call.Caller.Id);
            writer.WriteElementString("Account", AwsAccount.Id);
        });
    }
}
