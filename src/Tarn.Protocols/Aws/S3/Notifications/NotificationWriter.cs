using System.Xml;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Notifications;

/// <summary>Notification configurations as XML, as they were sent.</summary>
internal static class NotificationWriter
{
    public static void Write(XmlWriter xml, NotificationConfiguration configuration)
    {
        foreach (NotificationRule rule in configuration.Rules)
        {
            xml.WriteStartElement("CloudFunctionConfiguration");
            xml.WriteElementString("Id", rule.Id);
            xml.WriteElementString("CloudFunction", rule.Target);
            foreach (string name in rule.Events)
            {
                xml.WriteElementString("Event", name);
            }

            WriteFilter(xml, rule);
            xml.WriteEndElement();
        }

        if (configuration.TellsLake)
        {
            xml.WriteStartElement("EventBridgeConfiguration");
            xml.WriteEndElement();
        }
    }

    private static void WriteFilter(XmlWriter xml, NotificationRule rule)
    {
        if (rule.Prefix is null && rule.Suffix is null)
        {
            return;
        }

        xml.WriteStartElement("Filter");
        xml.WriteStartElement("S3Key");
        WritePart(xml, "Prefix", rule.Prefix);
        WritePart(xml, "Suffix", rule.Suffix);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WritePart(XmlWriter xml, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        xml.WriteStartElement("FilterRule");
        xml.WriteElementString("Name", name);
        xml.WriteElementString("Value", value);
        xml.WriteEndElement();
    }
}
