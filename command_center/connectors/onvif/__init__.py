"""Cameras by ONVIF: found, read, moved and listened to over SOAP, without a WSDL. Everything reads XML by local names,
because real cameras get namespaces wrong."""
