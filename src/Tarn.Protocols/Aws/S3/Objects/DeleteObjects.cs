using System.Xml.Linq;
using Tarn.Common;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>DeleteObject and DeleteObjects.</summary>
internal sealed class DeleteObjects(BucketAccess buckets)
{
    private const int KeysMax = 1000;

    public async Task OneAsync(S3Call call)
    {
        await buckets.Get(call.Bucket).DeleteAsync([call.Key], call.Cancelled);
        call.Respond(204);
    }

    public async Task ManyAsync(S3Call call)
    {
        XElement document = await S3Xml.ReadAsync(call);
        string[] keys = [.. document.Children("Object").Select(entry => entry.Child("Key")?.Value ?? "")];
        if (keys.Length is 0 or > KeysMax || keys.Contains(""))
        {
            throw S3Errors.MalformedXml();
        }

        List<(string Key, AwsException? Error)> results = [];
        foreach (string key in keys)
        {
            results.Add((key, await DeleteAsync(call, key)));
        }

        bool isQuiet = document.Text("Quiet") == "true";
        await S3Xml.WriteAsync(call, "DeleteResult", xml =>
        {
            foreach ((string key, AwsException? error) in results.Where(result => !isQuiet || result.Error is not null))
            {
                xml.WriteStartElement(error is null ? "Deleted" : "Error");
                xml.WriteElementString("Key", key);
                if (error is not null)
                {
                    xml.WriteElementString("Code", error.Code);
                    xml.WriteElementString("Message", error.Message);
                }

                xml.WriteEndElement();
            }
        });
    }

    /// <summary>What went wrong with one of many does not stop the others.</summary>
    private async Task<AwsException?> DeleteAsync(S3Call call, string key)
    {
        try
        {
            await buckets.Get(call.Bucket).DeleteAsync([key], call.Cancelled);
            return null;
        }
        catch (TarnException exception)
        {
            return S3Errors.Of(exception);
        }
    }
}
